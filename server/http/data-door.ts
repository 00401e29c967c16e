import { keyRing } from '../services/keys/authenticate-key.ts'
import type { DataCall, Door, HotResponse } from './door.ts'

/** `POST /api/v1/<name>`, or another method, for whoever has an API key; sessions of the studio come to the same `receive` through Next. */
export function dataDoor(
  name: string,
  receive: (call: DataCall) => Promise<HotResponse>,
  method: Door['method'] = 'POST',
): Door {
  return {
    name,
    method,
    path: new RegExp(`^/api/v1/${name}/?$`),
    cors: true,
    leavesSessions: true,
    handle: async (request, { sql }) => {
      const { headers, now } = request
      const caller = await keyRing(sql).authenticate(headers.authorization, now)
      return receive({ ...caller, request, sql })
    },
  }
}

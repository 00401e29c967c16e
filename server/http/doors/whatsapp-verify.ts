import { connectionById } from '#db/queries/connections.ts'
import { AppError } from '../../services/app-error.ts'
import { isVerifyToken } from '../../services/connections/connection-json.ts'
import type { Door } from '../door.ts'

export const WHATSAPP_PATH = /^\/t\/whatsapp\/(?<connection>[0-9a-f-]{36})$/

/** `GET /t/whatsapp/<connection>`: Meta asks whether this address is ours, and is told its own challenge back. */
export const whatsappVerifyDoor: Door = {
  name: 'whatsapp_verify',
  method: 'GET',
  path: WHATSAPP_PATH,
  handle: async ({ params, url }, runtime) => {
    const id = params.connection ?? ''
    const connection = await connectionById(runtime.sql, id)
    if (connection?.provider !== 'whatsapp_cloud' || connection.status === 'disabled')
      throw new AppError('not_found', 'There is no such connection.')
    const asked = url.searchParams
    const token = asked.get('hub.verify_token') ?? ''
    if (asked.get('hub.mode') !== 'subscribe' || !isVerifyToken(runtime, id, token))
      throw new AppError('forbidden', 'The verify token does not match.')
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      body: (asked.get('hub.challenge') ?? '').slice(0, 200),
    }
  },
}

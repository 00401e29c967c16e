import type { Door } from '../door.ts'
import { databaseIsAway } from '../problem.ts'

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' }
const PATIENCE_MS = 2_000

/** `GET /health/live`: this process answers. */
export const liveDoor: Door = {
  name: 'health',
  method: 'GET',
  path: /^(?:\/api\/v1)?\/health\/live$/,
  handle: async () => ({ status: 200, headers: JSON_HEADERS, body: '{"status":"live"}' }),
}

/** `GET /health/ready`: it can also reach its database; 503 until then. */
export const readyDoor: Door = {
  name: 'health',
  method: 'GET',
  path: /^(?:\/api\/v1)?\/health\/ready$/,
  handle: async (_request, { sql, log }) => {
    try {
      await Promise.race([sql`select 1`, patience()])
      return { status: 200, headers: JSON_HEADERS, body: '{"status":"ready","database":"up"}' }
    } catch (error) {
      if (!databaseIsAway(error)) log.warn({ message: String(error) }, 'The database does not answer')
      return {
        status: 503,
        headers: { ...JSON_HEADERS, 'retry-after': '1' },
        body: '{"status":"waiting","database":"down"}',
      }
    }
  },
}

function patience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS).unref()
  })
}

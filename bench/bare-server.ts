import type { RequestListener } from 'node:http'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { eventId } from '#server/services/events/event-ids.ts'
import type { Recorder } from '#server/services/events/recorder.ts'
import { eventText } from './http-load.ts'

/** Reads, parses, commits in the same groups, answers: no key, no checks, nothing normalised. */
export function bareServer(recorder: Recorder, workspaceId: string): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      const payload = Buffer.concat(chunks).toString()
      const event = JSON.parse(payload)
      const part = partOf(workspaceId, event.profile.email)
      const kept = `${payload.slice(0, -1)},"key":${JSON.stringify(event.id)}}`
      const row = { workspaceId, key: event.id, keyPart: part, part, id: eventId(Date.now()), payload: kept }
      const [outcome] = await recorder.record([row])
      const body = JSON.stringify({ outcome })
      response.writeHead(202, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    })
  }
}

/**
 * Events a second straight into the inbox by `INSERT … SELECT FROM unnest` over four connections, their texts made
 * beforehand: no keys, so nothing is idempotent.
 */
export async function rawInserts(
  sql: Sql,
  workspaceId: string,
  { batches, body, prefix }: { batches: number; body: number; prefix: string },
): Promise<number> {
  const ready = Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: body }, (_, i) => {
      const n = batch * body + i
      return { part: n % 64, id: eventId(Date.now()), payload: eventText(prefix, n) }
    }),
  )
  const now = new Date()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let rows = ready.pop(); rows !== undefined; rows = ready.pop()) {
        await sql`
          insert into inbox (part, id, workspace_id, payload, received_at)
          select part, id, ${workspaceId}, payload, ${now} from unnest(${rows.map((row) => row.part)}::smallint[],
            ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.payload)}::text[]::jsonb[]) u(part, id, payload)`
      }
    }),
  )
  return ((batches * body) / (performance.now() - started)) * 1_000
}

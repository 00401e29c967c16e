import type { Sql } from '#db/client.ts'
import { waitingParts } from '#db/queries/inbox.ts'
import { routeBatch } from '../services/runs/route.ts'
import type { Written } from '../services/runs/write-runs.ts'
import { firstParts } from './each-part.ts'

const BATCH = 500
const WIDTH = 2

/** Routes what has been accepted; returns how many events it was. `onOutgoing` is told as soon as there is something to send. */
export async function routeTurn(
  sql: Sql,
  now: () => Date,
  onOutgoing: (made: Written) => void,
): Promise<number> {
  const parts = (await waitingParts(sql)).map(({ part }) => part)
  return firstParts(parts, WIDTH, async (part) => {
    const routed = await routeBatch({ sql, part, now: now(), limit: BATCH })
    onOutgoing(routed)
    return routed.events
  })
}

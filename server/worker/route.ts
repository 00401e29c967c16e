import type { Sql } from '#db/client.ts'
import { waitingParts } from '#db/queries/inbox.ts'
import { routeBatch } from '../services/runs/route.ts'
import { eachPart } from './each-part.ts'

const BATCH = 500
const WIDTH = 2

/** Routes what has been accepted; returns how many events and effects it made, 0 when there is nothing. */
export async function routeTurn(sql: Sql, now: () => Date): Promise<{ events: number; outgoing: number }> {
  const parts = await waitingParts(sql)
  let outgoing = 0
  const events = await eachPart(
    parts.map(({ part }) => part),
    WIDTH,
    async (part) => {
      const routed = await routeBatch({ sql, part, now: now(), limit: BATCH })
      outgoing += routed.messages + routed.webhooks
      return routed.events
    },
  )
  return { events, outgoing }
}

import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import { DrivenShop, type Said } from '#server/testing/driven-shop.ts'
import { hasShopData, shopRows } from '#server/testing/shop-data.ts'

const database = testDatabase()

/** A cart event starts a wait for a purchase; the deadline passing sends one reminder. One run a person at a time. */
const cartFlow = (atMost: Duration): Flow =>
  Flow.parse({
    format: FLOW_FORMAT,
    name: 'Cart left behind',
    settings: { reentry: { mode: 'when_idle' } },
    trigger: { kind: 'event', event: 'Added to Cart' },
    nodes: [
      { id: 'n1', kind: 'wait', config: { for: { event: 'Placed Order' }, atMost } },
      {
        id: 'n2',
        kind: 'email',
        config: {
          status: 'live',
          messageKind: 'marketing',
          subject: 'Your cart',
          blocks: [{ kind: 'text', text: 'Hi' }],
        },
      },
    ],
    edges: [
      { from: 'trigger', to: 'n1' },
      { from: 'n1', branch: 'timed_out', to: 'n2' },
    ],
  })

const NAMES: Record<string, string> = { cart: 'Added to Cart', purchase: 'Placed Order' }

async function carts(file: string): Promise<Said[]> {
  const events: Said[] = []
  for await (const row of shopRows(file)) {
    const event = NAMES[row.event!]
    if (event === undefined) continue
    events.push({
      event,
      at: new Date(row.time!),
      identifiers: { external_id: row.user_id! },
      properties: { product: row.product_id! },
    })
  }
  return events
}

async function drive(file: string, atMost: Duration, end: string) {
  const shop = await new DrivenShop(database.sql).open()
  await shop.publish(cartFlow(atMost))
  await shop.happen(await carts(file))
  await shop.passTime(new Date(end))
  const { runs, messages } = await shop.tally()
  const [branches] = await database.sql<{ purchased: number }[]>`
    select count(*)::int as purchased from run_steps where workspace_id = ${shop.workspaceId} and branch = 'happened'`
  const waiting = runs.waiting ?? 0
  return {
    entered: Object.values(runs).reduce((sum, n) => sum + n, 0),
    purchased: branches!.purchased,
    reminded: messages.pending ?? 0,
    waiting,
  }
}

describe('the live services on real shops', () => {
  it.skipIf(!hasShopData('rees46-multicategory.csv.gz'))('REES46, 1 hour: 69 = 43 + 1 + 25', async () => {
    expect(
      await drive('rees46-multicategory.csv.gz', { amount: 1, unit: 'hours' }, '2019-10-01T02:50:00Z'),
    ).toEqual({
      entered: 69,
      purchased: 43,
      reminded: 1,
      waiting: 25,
    })
  })

  it.skipIf(!hasShopData('otto-sessions.csv.gz'))('OTTO, 24 hours: 7 = 2 + 4 + 1', async () => {
    expect(
      await drive('otto-sessions.csv.gz', { amount: 24, unit: 'hours' }, '2022-08-28T21:59:57.885Z'),
    ).toEqual({
      entered: 7,
      purchased: 2,
      reminded: 4,
      waiting: 1,
    })
  })
})

import { describe, expect, it } from 'vitest'
import { openPool } from '#db/client.ts'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { advanceBatch } from '../services/runs/advance.ts'
import { advancing } from './advance.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)

const flow = flowOf({
  nodes: [
    {
      id: 'w',
      kind: 'wait',
      config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 1, unit: 'hours' } },
    },
    { id: 'm', kind: 'email' },
  ],
  edges: [
    { from: 'trigger', to: 'w' },
    { from: 'w', branch: 'timed_out', to: 'm' },
  ],
})

const cart = (n: number, at = NOON) => ({
  event: 'Added to Cart',
  at,
  identifiers: { external_id: `c-${n}` },
  properties: { cart_id: `k-${n}` },
})

async function shopOf(carts: number): Promise<DrivenShop> {
  const shop = await new DrivenShop(database.sql).open()
  await shop.publish(flow)
  await shop.accept(Array.from({ length: carts }, (_, n) => cart(n)))
  await shop.route(NOON)
  return shop
}

describe('the advance loop', () => {
  it('lets no reminder overtake a purchase that was accepted before it and is not yet routed', async () => {
    const shop = await shopOf(2)
    const { turn } = advancing(database.sql, () => later(4_000))
    await shop.accept([{ ...cart(0), event: 'Placed Order', at: later(3_000) }])
    await turn()
    expect((await shop.tally()).runs).toEqual({ waiting: 2 })
    await shop.route(later(4_000))
    await turn()
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 2 }, messages: { pending: 1 } })
  })

  it('says how long until the next timer, to the millisecond', async () => {
    const shop = await shopOf(1)
    const { turn } = advancing(database.sql, () => new Date(later(3_600).getTime() - 250))
    expect((await turn()).idleMs).toBe(250)
    await shop.passTime(later(3_600))
  })

  it('never advances a run twice, however many workers claim at once', async () => {
    const shop = await shopOf(400)
    const workers = Array.from({ length: 4 }, () => openPool(database.url, { max: 4, batches: true }))
    const work = async (sql: (typeof workers)[number]) => {
      for (let turn = 0; turn < 3; turn++) {
        await Promise.all(
          ALL_PARTS.map((part) =>
            advanceBatch({ sql, part, now: later(3_600), until: later(3_600), floor: null, limit: 7 }),
          ),
        )
      }
    }
    await Promise.all(workers.map(work))
    await shop.passTime(later(3_600))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 400 }, messages: { pending: 400 } })
    const [steps] =
      await database.sql`select count(*)::int as n from run_steps where workspace_id = ${shop.workspaceId} and kind = 'ended'`
    expect(steps!.n).toBe(400)
    await Promise.all(workers.map((sql) => sql.end()))
  })

  it('looks behind its floor again for timers that were set into the past', async () => {
    const shop = await shopOf(1)
    let now = later(3_700)
    const { turn } = advancing(database.sql, () => now)
    await turn()
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
    await shop.happen([cart(7, later(3_701))])
    await database.sql`update runs set wake_at = ${later(10)} where workspace_id = ${shop.workspaceId} and status = 'waiting'`
    now = later(3_702)
    await turn()
    expect((await shop.tally()).runs.waiting).toBe(1)
    now = later(7_400)
    await turn()
    expect((await shop.tally()).runs.waiting).toBeUndefined()
  })
})

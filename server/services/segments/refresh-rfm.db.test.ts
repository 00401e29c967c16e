import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { edgesOf } from '#db/queries/segments/rfm-edges.ts'
import { traitShops } from '#db/queries/trait-shops.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { orderTraits } from '#flows/traits/order-traits.ts'
import { rfmEdges } from '#flows/traits/rfm.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { refreshRfm } from './refresh-rfm.ts'
import { createSegment } from './save-segment.ts'
import { computeNow, sweepAll } from './testing.ts'

const database = testDatabase()
const NOW = Date.parse('2026-06-01T00:00:00Z')
const DAY = 86_400_000

async function store(
  workspaceId: string,
  people: { id: string; orders: { days: number; value: string }[] }[],
) {
  const { sql } = database
  const rows = people.flatMap(({ id, orders }) =>
    orders.map(({ days, value }) => ({ person: id, event: v7(), time: NOW - days * DAY, value })),
  )
  await ensureEventMonths(
    sql,
    rows.map(({ time }) => new Date(time)),
  )
  for (const { id } of people) {
    await sql`insert into profiles (part, id, workspace_id, created_at, updated_at)
      values (${partOf(workspaceId, id)}, ${id}, ${workspaceId}, ${new Date(NOW)}, ${new Date(NOW)})`
  }
  for (const { person, event, time, value } of rows) {
    await sql`insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, value, currency)
      values (${partOf(workspaceId, person)}, ${event}, ${workspaceId}, ${person}, 'Placed Order', ${new Date(time)},
        ${new Date(time)}, ${event}, '{}', ${value}, 'TRY')`
  }
}

const people = fc
  .array(
    fc.array(
      fc.record({ days: fc.integer({ min: 0, max: 40 }), value: fc.constantFrom('10', '20.5', '300') }),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) => all.map((orders) => ({ id: v7(), orders })))

describe('the fifths of buyers', () => {
  it('are in the database what they are in memory', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        const workspaceId = v7()
        await store(workspaceId, all)
        const buyers = all.map(({ orders }) => {
          const events = orders.map(({ days, value }, n): FlowEvent => {
            return {
              id: `${n}`,
              name: 'Placed Order',
              time: NOW - days * DAY,
              properties: {},
              value,
              currency: 'TRY',
            }
          })
          const traits = orderTraits(events, { now: NOW, currency: 'TRY' })
          return {
            lastOrderAt: Date.parse(traits.last_order_at!),
            orders: traits.orders,
            netRevenue: Number(traits.net_revenue),
          }
        })
        const shop = { currency: 'TRY', rfm: null }
        const found = await edgesOf(database.sql, { workspaceId, now: NOW, shop })
        expect(found).toEqual({ edges: rfmEdges(buyers), buyers: all.length })
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('are computed once a day, and segments that ask for a group follow them', async () => {
    const { sql } = database
    const { workspaceId } = await new DrivenShop(sql).open()
    await sql`update workspaces set currency = 'TRY' where id = ${workspaceId}`
    const all = Array.from({ length: 10 }, (_, n) => ({
      id: v7(),
      orders: Array.from({ length: n + 1 }, () => ({ days: 100 - n * 10, value: '100' })),
    }))
    await store(workspaceId, all)
    const ctx = {
      sql,
      workspaceId,
      actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
      now: new Date(NOW),
    } as const
    const definition = {
      kind: 'property',
      of: 'traits',
      path: 'rfm_group',
      op: 'is',
      value: 'champions',
    } as const
    const { id } = await createSegment({ ctx, input: { name: 'Champions', definition, kind: 'live' } })
    await computeNow(sql, { workspaceId, segmentId: id }, new Date(NOW))
    const members = async () => (await sql`select 1 from memberships where group_id = ${id}`).length
    expect(await members()).toBe(0)
    expect(await refreshRfm(sql, new Date(NOW))).toBeGreaterThan(0)
    expect(await refreshRfm(sql, new Date(NOW + 1))).toBe(0)
    expect((await traitShops(sql, [workspaceId])).get(workspaceId)?.rfm?.orders).toEqual([3, 5, 7, 9])
    await sweepAll(sql, new Date(NOW))
    expect(await members()).toBe(2)
  })
})

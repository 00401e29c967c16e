import { describe, expect, it } from 'vitest'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import { replayInThreads } from './replay-in-threads.ts'
import type { ThreadData } from './replay-thread.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const ORDERED = new Date(NOON.getTime() + 60_000)
const PEOPLE = 300
const FLOW = flowOf({
  settings: { goal: { event: 'Placed Order', sameKey: true }, holdoutPercent: 10 },
  nodes: [
    { id: 'w', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
    { id: 'm', kind: 'email' },
  ],
})

async function shopOfMany(): Promise<ThreadData> {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(FLOW)
  const { sql } = database
  await sql`update flows set status = 'draft'`
  const identifiers = (n: number) => ({ external_id: `c-${n}`, email: `c-${n}@example.com` })
  await shop.accept(
    Array.from({ length: PEOPLE }, (_, n) => [
      { event: 'Added to Cart', at: NOON, identifiers: identifiers(n), properties: { cart_id: n } },
      ...(n % 3 === 0
        ? [{ event: 'Placed Order', at: ORDERED, identifiers: identifiers(n), properties: { cart_id: n } }]
        : []),
    ]).flat(),
  )
  await shop.route(ORDERED)
  const workspace = (await workspaceFacts(sql, [shop.workspaceId])).get(shop.workspaceId)!
  const wanted = { flow: FLOW, flowId, workspace, from: NOON, until: new Date(NOON.getTime() + 86_400_000) }
  return { databaseUrl: database.url, wanted, drawnFor: flowId, winners: new Map() }
}

describe('a replay in threads', () => {
  it('gives the same figures and the same people behind them, however many there are', async () => {
    const data = await shopOfMany()
    const [one, three] = [
      await replayInThreads(data, async () => {}, 1),
      await replayInThreads(data, async () => {}, 3),
    ]
    expect(one.result()).toMatchObject({ entered: PEOPLE, people: PEOPLE, converted: PEOPLE / 3 })
    expect(one.result().heldOut).toBeGreaterThan(10)
    expect(three.result()).toEqual(one.result())
    expect([...three.people()].map(([figure, ids]) => [figure, [...ids]])).toEqual(
      [...one.people()].map(([figure, ids]) => [figure, [...ids]]),
    )
  })

  it('tells how far it has come, and ends when that throws', async () => {
    const data = await shopOfMany()
    const told: number[] = []
    await replayInThreads(data, async (progress) => void told.push(progress), 2)
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    const cancelled = replayInThreads(data, async () => Promise.reject(new Error('cancelled')), 2)
    await expect(cancelled).rejects.toThrow('cancelled')
  })

  it('fails with what ended a thread', async () => {
    const data = await shopOfMany()
    const nowhere = new URL(database.url)
    nowhere.pathname = '/nowhere'
    const failed = replayInThreads({ ...data, databaseUrl: nowhere.href }, async () => {}, 2)
    await expect(failed).rejects.toMatchObject({ code: '3D000' })
  })
})

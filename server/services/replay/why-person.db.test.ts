import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop, type Said } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { createFlow } from '../flows/create-flow.ts'
import { whyPerson } from './why-person.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (now = later(7_200)): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'analyst' },
  now,
})
const reminder = (settings = {}, trigger = {}) =>
  flowOf({
    settings,
    trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id', ...trigger },
    nodes: [
      { id: 'w', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
      { id: 'm', kind: 'email' },
    ],
    edges: [
      { from: 'trigger', to: 'w' },
      { from: 'w', to: 'm' },
    ],
  })
const said = (event: string, at: Date, more: Partial<Said> = {}): Said => ({
  event,
  at,
  identifiers: { external_id: 'ayse' },
  properties: { cart_id: 'k-1' },
  ...more,
})
const personId = async () =>
  (await database.sql<{ id: string }[]>`select id from profiles where workspace_id = ${shop.workspaceId}`)[0]!
    .id
const why = async (flowId: string, now?: Date) =>
  whyPerson({ ctx: ctx(now), input: { id: flowId, profile: await personId() } })

describe('why somebody is where they are', () => {
  it('shows their runs, newest first', async () => {
    const { flowId } = await shop.publish(reminder(), NOON)
    await shop.happen([
      said('Added to Cart', later(10)),
      said('Added to Cart', later(20), { properties: { cart_id: 'k-2' } }),
    ])
    const { runs, neverEntered } = await why(flowId)
    expect(runs.map(({ key, status, node }) => [key, status, node])).toEqual([
      ['k-2', 'waiting', 'w'],
      ['k-1', 'waiting', 'w'],
    ])
    expect(neverEntered).toBeNull()
  })

  it.each([
    ['no_event', {}, {}, [said('Viewed Product', later(10))]],
    ['before_live', {}, {}, [said('Added to Cart', later(-90_000))]],
    [
      'profile_filter',
      { profileFilter: { kind: 'property', of: 'profile', path: 'vip', op: 'is', value: true } },
      {},
      [said('Added to Cart', later(10))],
    ],
    [
      'filter',
      {},
      { filter: { kind: 'property', of: 'event', path: 'value', op: 'gt', value: 100 } },
      [said('Added to Cart', later(10), { value: '5.00' })],
    ],
    ['no_key', {}, {}, [said('Added to Cart', later(10), { properties: {} })]],
  ] as const)('names what kept them out: %s', async (reason, settings, trigger, events) => {
    const isLate = reason === 'before_live'
    if (isLate) await shop.happen([...events])
    const { flowId } = await shop.publish(reminder(settings, trigger), NOON)
    if (!isLate) await shop.happen([...events])
    const { runs, neverEntered } = await why(flowId)
    expect(runs).toEqual([])
    expect(neverEntered?.reason).toBe(reason)
    expect(neverEntered?.eventAt).toBe(reason === 'no_event' ? null : events[0].at.toISOString())
  })

  it('knows flows that were never live, and those that no event begins', async () => {
    await shop.happen([said('Added to Cart', later(10))])
    const draft = await createFlow({
      ctx: { ...ctx(), actor: { kind: 'system' } },
      input: { graph: reminder() },
    })
    expect((await why(draft.id)).neverEntered).toEqual({ reason: 'not_live', eventAt: null })
    const { flowId: manual } = await shop.publish(
      flowOf({
        trigger: { kind: 'manual' },
        nodes: [{ id: 'm', kind: 'email' }],
        edges: [{ from: 'trigger', to: 'm' }],
      }),
    )
    expect((await why(manual)).neverEntered).toEqual({ reason: 'other_trigger', eventAt: null })
  })

  it('knows nobody of another workspace', async () => {
    const { flowId } = await shop.publish(reminder(), NOON)
    await shop.happen([said('Added to Cart', later(10))])
    const input = { id: flowId, profile: await personId() }
    await expect(whyPerson({ ctx: { ...ctx(), workspaceId: v7() }, input })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

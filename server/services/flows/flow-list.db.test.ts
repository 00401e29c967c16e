import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { FlowTags } from '#flows/graph/flow-tags.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { archiveFlow } from './archive-flow.ts'
import { duplicateFlow } from './duplicate-flow.ts'
import { getFlow } from './get-flow.ts'
import { listFlows } from './list-flows.ts'
import { setTags } from './set-tags.ts'

const database = testDatabase()

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (at = '2026-03-31T12:00:00Z', role: 'marketer' | 'analyst' = 'marketer'): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now: new Date(at),
})
const IS_VIP = { kind: 'list', list: 'VIP', op: 'in' }
const lines = async (context = ctx()) => (await listFlows({ ctx: context, input: { limit: 50 } })).items
const zone = (name: string) =>
  database.sql`update workspaces set time_zone = ${name}, currency = 'EUR' where id = ${shop.workspaceId}`
const draft = (name = 'Test') => shop.publish(flowOf({ name, nodes: [{ id: 'mail', kind: 'email' }] }))

async function enter(flowId: string, ...times: string[]) {
  for (const at of times) {
    await database.sql`
      insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, state, started_at)
      values (1, ${v7()}, ${shop.workspaceId}, ${v7()}, ${flowId}, ${v7()}, 'completed', '{}', ${at})`
  }
}

async function earn(flowId: string, at: string, amount: string, currency: string | null) {
  await database.sql`
    insert into conversions (part, workspace_id, event_id, profile_id, message_id, run_id, flow_id, version_id, node,
      channel, touch, amount, currency, at, touched_at)
    values (1, ${shop.workspaceId}, ${v7()}, ${v7()}, ${v7()}, ${v7()}, ${flowId}, ${v7()}, 'mail', 'email', 'clicked',
      ${amount}, ${currency}, ${at}, ${at})`
}

describe('the days of a flow in the list', () => {
  it('are the last thirty of the workspace’s calendar, over a change of the clocks', async () => {
    await zone('Europe/Berlin')
    const { flowId } = await draft()
    // 2 March begins at 23:00Z; on 29 March an hour is left out, after which days begin at 22:00Z
    await enter(flowId, '2026-03-01T22:59:59Z', '2026-03-01T23:00:00Z', '2026-03-28T22:59:59Z')
    await enter(flowId, '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z')
    await enter(flowId, '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z')
    const [line] = await lines()
    expect(line!.days.map(({ day, entered }) => [day, entered])).toEqual([
      ['2026-03-02', 1],
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 1],
      ['2026-03-31', 1],
    ])
    expect(line!.entered).toBe(8)
  })

  it('end with the workspace’s own today', async () => {
    await zone('Pacific/Auckland')
    const { flowId } = await draft()
    await enter(flowId, '2026-06-30T11:59:00Z', '2026-06-30T12:01:00Z')
    const days = async (now: string) => (await lines(ctx(now)))[0]!.days.map(({ day }) => day)
    expect(await days('2026-06-30T11:59:30Z')).toEqual(['2026-06-30'])
    expect(await days('2026-06-30T12:02:00Z')).toEqual(['2026-06-30', '2026-07-01'])
  })

  it('keep currencies apart, the own one first; what has none is in it', async () => {
    await zone('Europe/Berlin')
    const { flowId } = await draft()
    await enter(flowId, '2026-03-30T10:00:00Z')
    await earn(flowId, '2026-03-30T22:30:00Z', '19.9', 'TRY')
    await earn(flowId, '2026-03-31T10:00:00Z', '10.10', null)
    await earn(flowId, '2026-03-31T11:00:00Z', '0.2', 'EUR')
    await earn(flowId, '2026-02-01T11:00:00Z', '500', 'EUR')
    const [line] = await lines()
    expect(line!.days).toEqual([
      { day: '2026-03-30', entered: 1, revenue: [] },
      {
        day: '2026-03-31',
        entered: 0,
        revenue: [
          { currency: 'EUR', amount: '10.30' },
          { currency: 'TRY', amount: '19.90' },
        ],
      },
    ])
    expect(line!.revenue).toContainEqual({ currency: 'EUR', amount: '510.30' })
  })

  it('are each flow’s own, and never another workspace’s', async () => {
    const [first, second] = [await draft('Erste'), await draft('Zweite')]
    await enter(first.flowId, '2026-03-31T10:00:00Z')
    await earn(second.flowId, '2026-03-31T10:00:00Z', '5', 'EUR')
    const other = await new DrivenShop(database.sql).open()
    // rows of another workspace that name this flow don't count either
    await database.sql`
      insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, state, started_at)
      values (1, ${v7()}, ${other.workspaceId}, ${v7()}, ${first.flowId}, ${v7()}, 'completed', '{}', '2026-03-31T10:00:00Z')`
    const byName = new Map((await lines()).map((line) => [line.name, line.days]))
    expect(byName.get('Erste')).toEqual([{ day: '2026-03-31', entered: 1, revenue: [] }])
    expect(byName.get('Zweite')).toMatchObject([{ entered: 0, revenue: [{ amount: '5.00' }] }])
    expect(await lines({ ...ctx(), workspaceId: other.workspaceId })).toEqual([])
  })
})

describe('the shape of a flow in the list', () => {
  it('has steps, branches and ways, and nothing of what they say', async () => {
    await shop.publish(
      flowOf({
        nodes: [
          { id: 'mail', kind: 'email' },
          {
            id: 'parts',
            kind: 'split',
            config: { branches: [{ id: 'vip', name: 'Çok alanlar', if: IS_VIP }] },
          },
          {
            id: 'test',
            kind: 'experiment',
            config: {
              paths: [
                { id: 'a', weight: 50 },
                { id: 'b', weight: 50 },
              ],
            },
          },
        ],
        edges: [
          { from: 'trigger', to: 'mail' },
          { from: 'mail', to: 'parts' },
          { from: 'parts', branch: 'vip', to: 'test' },
          { from: 'test', branch: 'a', to: 'mail', repeat: { atMost: 2 } },
        ],
      }),
    )
    await database.sql`insert into flows (id, workspace_id, name, draft, created_at, updated_at)
      values (${v7()}, ${shop.workspaceId}, 'Leer', '{"name": "Leer", "format": "akis.flow/1"}', now(), now())`
    const byName = new Map((await lines()).map((line) => [line.name, line.shape]))
    expect(byName.get('Test')).toEqual({
      trigger: 'event',
      nodes: [
        { id: 'mail', kind: 'email' },
        { id: 'parts', kind: 'split', branches: ['vip'] },
        { id: 'test', kind: 'experiment', branches: ['a', 'b'] },
      ],
      edges: [
        { from: 'trigger', to: 'mail' },
        { from: 'mail', to: 'parts' },
        { from: 'parts', branch: 'vip', to: 'test' },
      ],
    })
    expect(byName.get('Leer')).toEqual({ trigger: null, nodes: [], edges: [] })
  })
})

describe('tags of a flow', () => {
  it('are replaced as a whole, shown with the flow and in the list, and change nothing else', async () => {
    const { flowId: id } = await draft()
    const before = await getFlow({ ctx: ctx(), input: { id } })
    const tags = FlowTags.parse(['Kış indirimi', 'VIP'])
    expect(await setTags({ ctx: ctx(), input: { id, tags } })).toEqual({ ...before, tags })
    expect(await setTags({ ctx: ctx(), input: { id, tags: ['Yaz'] } })).toMatchObject({ tags: ['Yaz'] })
    expect(await lines()).toMatchObject([{ id, tags: ['Yaz'], updatedAt: before.updatedAt }])
    expect(await setTags({ ctx: ctx(), input: { id, tags: [] } })).toEqual({ ...before, tags: [] })
  })

  it('stay with an archived flow, and go along to a copy', async () => {
    const { flowId: id } = await draft()
    await setTags({ ctx: ctx(), input: { id, tags: ['Yaz', 'VIP'] } })
    await archiveFlow({ ctx: ctx(), input: { id } })
    expect(await setTags({ ctx: ctx(), input: { id, tags: ['Yaz'] } })).toMatchObject({ status: 'archived' })
    expect(await duplicateFlow({ ctx: ctx(), input: { id } })).toMatchObject({
      name: 'Test (2)',
      status: 'draft',
      tags: ['Yaz'],
    })
  })

  it('are set by nobody who may only read, nor from another workspace', async () => {
    const { flowId: id } = await draft()
    const input = { id, tags: ['x'] }
    await expect(setTags({ ctx: ctx(undefined, 'analyst'), input })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const other = await new DrivenShop(database.sql).open()
    await expect(setTags({ ctx: { ...ctx(), workspaceId: other.workspaceId }, input })).rejects.toMatchObject(
      { code: 'not_found' },
    )
    expect(await lines()).toMatchObject([{ tags: [] }])
  })
})

import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop, type Said } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx, Role } from '../context.ts'
import { addMembers, removeMembers } from '../lists/change-members.ts'
import { createList } from '../lists/create-list.ts'
import { listLists } from '../lists/list-lists.ts'
import { listMembers } from '../lists/list-members.ts'
import { changeProfile } from '../profiles/change-profile.ts'
import { enrolBySegment } from '../segments/enrol-by-segment.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (now = NOON, role: Role = 'marketer'): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now,
})

const exit = { id: 'x', kind: 'exit', config: { reason: 'seen' } }
const triggered = (trigger: unknown, settings = {}) => flowOf({ trigger, settings, nodes: [exit] } as never)

/** People who did something at the shop; returns their ids in order. */
async function people(count: number, profile: Said['profile'] = {}): Promise<string[]> {
  await shop.happen(
    Array.from({ length: count }, (_, n) => ({
      event: 'Signed Up',
      at: NOON,
      identifiers: { external_id: `c-${n}` },
      profile,
    })),
  )
  const rows = await database.sql<{ id: string }[]>`
    select id from profiles where workspace_id = ${shop.workspaceId} order by external_id`
  return rows.map(({ id }) => id)
}

const entered = async (flowId: string) => {
  const rows = await database.sql<{ trigger: { name: string; properties: unknown } }[]>`
    select state->'trigger' as trigger from runs where flow_id = ${flowId} order by started_at`
  return rows.map(({ trigger }) => trigger)
}

describe('a list trigger', () => {
  it('starts for who is added, once for each time they are, by the list’s name or id', async () => {
    const [ayse, ali] = await people(2)
    const list = await createList({ ctx: ctx(), input: { name: 'VIP' } })
    const byName = await shop.publish(triggered({ kind: 'list', list: 'VIP' }))
    const byId = await shop.publish(triggered({ kind: 'list', list: list.id }))
    await shop.publish(triggered({ kind: 'list', list: 'Başka' }))
    const add = (ids: string[], at: number) =>
      addMembers({ ctx: ctx(later(at)), input: { id: list.id, profiles: ids } })
    expect(await add([ayse!], 1)).toEqual({ added: 1 })
    expect(await add([ayse!, ali!], 2)).toEqual({ added: 1 })
    expect((await entered(byName.flowId)).length).toBe(2)
    expect((await entered(byId.flowId))[0]).toMatchObject({
      name: 'Added to List',
      properties: { list: 'VIP', list_id: list.id },
    })
    expect(
      await removeMembers({ ctx: ctx(later(3)), input: { id: list.id, profiles: [ayse!, ali!] } }),
    ).toEqual({ removed: 2 })
    await add([ayse!], 4)
    expect((await entered(byName.flowId)).length).toBe(3)
    expect((await shop.tally()).runs).toEqual({ 'exited:seen': 6 })
  })

  it('keeps to the profile filter and the re-entry rule', async () => {
    const [ayse, ali] = await people(2)
    await changeProfile({
      ctx: ctx(),
      input: { id: ali!, identifiers: {}, cleared: [], profile: { properties: { no: true } } },
    })
    const list = await createList({ ctx: ctx(), input: { name: 'VIP' } })
    const { flowId } = await shop.publish(
      triggered(
        { kind: 'list', list: 'VIP' },
        {
          reentry: { mode: 'once' },
          profileFilter: { kind: 'property', of: 'profile', path: 'no', op: 'missing' },
        },
      ),
    )
    for (const at of [1, 2]) {
      await addMembers({ ctx: ctx(later(at)), input: { id: list.id, profiles: [ayse!, ali!] } })
      await removeMembers({ ctx: ctx(later(at)), input: { id: list.id, profiles: [ayse!, ali!] } })
    }
    expect((await entered(flowId)).length).toBe(1)
  })

  it('starts for who a flow puts on the list', async () => {
    const { flowId } = await shop.publish(triggered({ kind: 'list', list: 'Sıcak' }))
    await shop.publish(
      flowOf({
        trigger: { kind: 'event', event: 'Viewed Product' },
        nodes: [{ id: 'l', kind: 'list', config: { action: 'add', list: 'Sıcak' } }],
      }),
    )
    const viewed = (at: Date) => ({ event: 'Viewed Product', at, identifiers: { external_id: 'c-1' } })
    await shop.happen([viewed(NOON), viewed(later(60))])
    expect((await entered(flowId)).length).toBe(1)
  })

  it('lists and members are seen by their own shop, and changed by who may', async () => {
    const [ayse] = await people(1)
    const list = await createList({ ctx: ctx(), input: { name: 'VIP' } })
    await addMembers({ ctx: ctx(), input: { id: list.id, profiles: [{ external_id: 'c-0' }] } })
    expect((await listLists({ ctx: ctx(), input: { limit: 10 } })).items).toMatchObject([
      { name: 'VIP', members: 1 },
    ])
    const { items } = await listMembers({ ctx: ctx(), input: { id: list.id, limit: 10 } })
    expect(items.map(({ profile }) => profile.id)).toEqual([ayse])
    await expect(createList({ ctx: ctx(), input: { name: 'VIP' } })).rejects.toMatchObject({
      code: 'conflict',
      errors: [{ pointer: '/name' }],
    })
    const analyst = ctx(NOON, 'analyst')
    await expect(createList({ ctx: analyst, input: { name: 'X' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const change = { id: list.id, profiles: [ayse!] }
    await expect(removeMembers({ ctx: analyst, input: change })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      addMembers({ ctx: ctx(), input: { id: list.id, profiles: [{ email: 'nobody@example.com' }] } }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/profiles/0' }] })
    const mine = shop
    shop = await new DrivenShop(database.sql).open()
    await expect(addMembers({ ctx: ctx(), input: change })).rejects.toMatchObject({ code: 'not_found' })
    shop = mine
  })
})

describe('a segment trigger', () => {
  it('starts for who enters or leaves, exactly once for each change', async () => {
    const [ayse, ali] = await people(2)
    const segment = { id: v7(), name: 'Kaybedilenler' }
    const enters = await shop.publish(triggered({ kind: 'segment', segment: 'Kaybedilenler', on: 'enters' }))
    const leaves = await shop.publish(triggered({ kind: 'segment', segment: segment.id, on: 'leaves' }))
    const change = (entered: string[], left: string[], at: number) =>
      enrolBySegment(
        database.sql,
        { workspaceId: shop.workspaceId, segment, entered, left },
        { now: later(at) },
      )
    expect(await change([ayse!, ali!], [], 1)).toEqual({ entered: [ayse, ali].sort(), left: [] })
    expect(await change([ayse!, ali!], [], 2)).toEqual({ entered: [], left: [] })
    expect((await change([], [ayse!], 3)).left).toEqual([ayse])
    expect((await change([], [ayse!], 4)).left).toEqual([])
    expect((await entered(enters.flowId)).length).toBe(2)
    expect(await entered(leaves.flowId)).toMatchObject([{ name: 'Left Segment' }])
  })

  it('can take a new definition in without starting anything', async () => {
    const [ayse] = await people(1)
    const segment = { id: v7(), name: 'S' }
    const { flowId } = await shop.publish(triggered({ kind: 'segment', segment: 'S', on: 'enters' }))
    const { sql } = database
    const change = { workspaceId: shop.workspaceId, segment, entered: [ayse!], left: [] }
    await enrolBySegment(sql, change, { now: NOON, startFlows: false })
    expect(await entered(flowId)).toEqual([])
  })
})

describe('a date trigger', () => {
  const birthday = { kind: 'date', date: 'profile.birthday', repeat: 'yearly', time: '09:00' }
  const next = async () => {
    const rows = await database.sql<{ at: Date }[]>`
      select due_at as at from date_entries where workspace_id = ${shop.workspaceId} order by due_at`
    return rows.map(({ at }) => at.toISOString())
  }

  it('lets people in at the time of day in their own zone, every year', async () => {
    const { flowId } = await shop.publish(triggered(birthday))
    await people(1, { properties: { birthday: '1990-12-01' }, time_zone: 'America/New_York' })
    expect(await next()).toEqual(['2026-12-01T14:00:00.000Z'])
    await shop.passTime(new Date('2026-12-01T13:59:59Z'))
    expect(await entered(flowId)).toEqual([])
    await shop.passTime(new Date('2028-12-31T00:00:00Z'))
    expect((await entered(flowId)).length).toBe(3)
    expect(await next()).toEqual(['2029-12-01T14:00:00.000Z'])
  })

  it('follows a date that is changed or taken away', async () => {
    const { flowId } = await shop.publish(triggered(birthday))
    const [id] = await people(1, { properties: { birthday: '1990-12-01' } })
    const set = (value: string | null) =>
      changeProfile({
        ctx: ctx(later(60)),
        input: { id: id!, identifiers: {}, cleared: [], profile: { properties: { birthday: value } } },
      })
    await set('1990-12-24')
    expect(await next()).toEqual(['2026-12-24T06:00:00.000Z'])
    await set(null)
    expect(await next()).toEqual([])
    await shop.passTime(new Date('2027-12-31T00:00:00Z'))
    expect(await entered(flowId)).toEqual([])
  })

  it('of one occurrence never makes two runs', async () => {
    const { flowId } = await shop.publish(triggered(birthday))
    await people(1, { properties: { birthday: '1990-12-01' } })
    await shop.passTime(new Date('2026-12-01T06:00:00Z'))
    expect((await entered(flowId)).length).toBe(1)
    await database.sql`update date_entries set due_at = '2026-12-01T06:00:00Z' where workspace_id = ${shop.workspaceId}`
    await shop.passTime(new Date('2026-12-01T06:00:01Z'))
    expect((await entered(flowId)).length).toBe(1)
  })
})

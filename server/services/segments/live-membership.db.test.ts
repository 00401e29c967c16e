import fc from 'fast-check'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { addMessageEvent } from '#db/queries/message-events.ts'
import { writeSent } from '#db/queries/messages-due.ts'
import { conditionSql } from '#db/queries/segments/condition-sql.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { Condition } from '#flows/conditions/condition.ts'
import type { JsonObject } from '#flows/json.ts'
import { AROUND, RANDOM_PERSON, randomCondition } from '#flows/testing/random-segments.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { addMembers, removeMembers } from '../lists/change-members.ts'
import { createList } from '../lists/create-list.ts'
import { addConsent } from '../profiles/add-consent.ts'
import { changeProfile } from '../profiles/change-profile.ts'
import { createSegment, deleteSegment, updateSegment } from './save-segment.ts'
import { sweepSegments } from './sweep-segments.ts'
import { computeNow, passTime, sweepAll } from './testing.ts'

const database = testDatabase()
const DAY = 86_400_000
const CASES = process.env.AKIS_TEST_LONG ? 300 : 12
const FLOWS = [v7(), v7()] as const

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctxAt = (now: number): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
  now: new Date(now),
})
const make = async (name: string, definition: Condition, now: number) => {
  const { id } = await createSegment({ ctx: ctxAt(now), input: { name, definition, kind: 'live' } })
  await computeNow(database.sql, { workspaceId: shop.workspaceId, segmentId: id }, new Date(now))
  return id
}
const members = async (groupId: string) => {
  const rows = await database.sql<{ id: string }[]>`
    select profile_id as id from memberships where group_id = ${groupId} order by 1`
  return rows.map(({ id }) => id)
}
const idOf = async (externalId: string): Promise<string | undefined> => {
  const [row] = await database.sql<{ id: string }[]>`
    select profile_id as id from identifiers
    where workspace_id = ${shop.workspaceId} and kind = 'external_id' and value = ${externalId}`
  return row?.id
}
const order = (who: string, at: number, value = '100.0000') =>
  shop.accept([
    { event: 'Placed Order', at: new Date(at), identifiers: { external_id: who }, value, currency: 'TRY' },
  ])

const repeat: Condition = { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } }
const quiet: Condition = {
  kind: 'event',
  event: 'Placed Order',
  within: { last: { amount: 90, unit: 'days' } },
  count: { op: 'eq', value: 0 },
}

describe('live membership', () => {
  it('follows events, and the clock to the millisecond, however late it is looked at', async () => {
    const lapsed = await make('Lapsed', { all: [repeat, quiet] }, AROUND)
    await order('a', AROUND)
    await order('a', AROUND + DAY)
    await shop.route(new Date(AROUND + DAY))
    await sweepAll(database.sql, new Date(AROUND + DAY))
    expect(await members(lapsed)).toEqual([])
    const flip = AROUND + DAY + 90 * DAY + 1
    await sweepAll(database.sql, new Date(flip - 1))
    expect(await members(lapsed)).toEqual([])
    // nobody looked for ten days
    await sweepAll(database.sql, new Date(flip + 10 * DAY))
    const a = await idOf('a')
    expect(await members(lapsed)).toEqual([a])
    await order('a', flip + 11 * DAY)
    await shop.route(new Date(flip + 11 * DAY))
    await sweepAll(database.sql, new Date(flip + 11 * DAY))
    const changes = await database.sql<{ at: Date; came: boolean }[]>`
      select at, came from membership_changes where group_id = ${lapsed} order by at`
    expect(changes.map(({ at, came }) => [at.getTime(), came])).toEqual([
      [flip, true],
      [flip + 11 * DAY, false],
    ])
  })

  it('is not stopped by a date that lies further off than any that is kept', async () => {
    const value = { amount: 100_000, unit: 'weeks' }
    const far = await make(
      'Far',
      { kind: 'property', of: 'profile', path: 'until', op: 'in_last', value },
      AROUND,
    )
    const profile = { properties: { until: '9999-12-31T00:00:00Z' } }
    await shop.accept([
      { event: 'Signed Up', at: new Date(AROUND), identifiers: { external_id: 'a' }, profile },
    ])
    await shop.route(new Date(AROUND))
    await sweepAll(database.sql, new Date(AROUND))
    expect(await members(far)).toEqual([])
    const flips = await database.sql<{ at: Date }[]>`select at from segment_flips where segment_id = ${far}`
    expect(flips.map(({ at }) => at.toISOString())).toEqual(['9999-12-31T00:00:00.000Z'])
    await sweepAll(database.sql, flips[0]!.at)
    expect(await members(far)).toEqual([await idOf('a')])
    expect(await database.sql`select 1 from segment_flips where segment_id = ${far}`).toHaveLength(0)
  })

  it('starts flows exactly once for each who comes and leaves, also where several sweep at once', async () => {
    const buyers = await make('Buyers', repeat, AROUND)
    const exit = { id: 'x', kind: 'exit', config: { reason: 'seen' } }
    const settings = { reentry: { mode: 'always' } }
    const flow = await shop.publish(
      flowOf({
        trigger: { kind: 'segment', segment: buyers, on: 'enters' },
        settings,
        nodes: [exit],
      } as never),
    )
    const people = Array.from({ length: 30 }, (_, n) => `p-${n}`)
    for (const who of people) {
      await order(who, AROUND)
      await order(who, AROUND + 1)
    }
    const now = new Date(AROUND + 2)
    await shop.route(now)
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let part = 0; part < 64; part++) await sweepSegments(database.sql, { part, now, limit: 5 })
      }),
    )
    await sweepAll(database.sql, now)
    expect(await members(buyers)).toHaveLength(30)
    const runs = await database.sql`select 1 from runs where flow_id = ${flow.flowId}`
    expect(runs).toHaveLength(30)
  })

  it('computes a changed definition without starting flows, or with them where that is asked for', async () => {
    await order('a', AROUND)
    await shop.route(new Date(AROUND))
    const id = await make('Buyers', repeat, AROUND)
    const exit = { id: 'x', kind: 'exit', config: { reason: 'seen' } }
    const flow = await shop.publish(
      flowOf({ trigger: { kind: 'segment', segment: id, on: 'enters' }, nodes: [exit] } as never),
    )
    const started = async () => (await database.sql`select 1 from runs where flow_id = ${flow.flowId}`).length
    const once: Condition = { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 1 } }
    const revise = async (definition: Condition, revision: number, startFlows: boolean) => {
      await updateSegment({ ctx: ctxAt(AROUND), input: { id, definition, startFlows } })
      const { workspaceId } = shop
      await computeNow(database.sql, { workspaceId, segmentId: id, revision, startFlows }, new Date(AROUND))
    }
    await revise(once, 2, false)
    expect([await members(id), await started()]).toEqual([[await idOf('a')], 0])
    await revise(repeat, 3, false)
    expect(await members(id)).toEqual([])
    await revise(once, 4, true)
    expect([await members(id), await started()]).toEqual([[await idOf('a')], 1])
  })

  it('judges segments that ask for others with them, refuses circles, and keeps one that is asked for', async () => {
    const buyers = await make('Buyers', repeat, AROUND)
    const rest = await make('Rest', { kind: 'segment', segment: 'Buyers', op: 'not_in' }, AROUND)
    await order('a', AROUND)
    await shop.route(new Date(AROUND))
    await sweepAll(database.sql, new Date(AROUND))
    const a = await idOf('a')
    expect([await members(buyers), await members(rest)]).toEqual([[], [a]])
    await order('a', AROUND + 1)
    await shop.route(new Date(AROUND + 1))
    await sweepAll(database.sql, new Date(AROUND + 1))
    expect([await members(buyers), await members(rest)]).toEqual([[a], []])
    const circle = {
      id: buyers,
      definition: { kind: 'segment', segment: rest, op: 'in' },
      startFlows: false,
    } as const
    await expect(updateSegment({ ctx: ctxAt(AROUND), input: circle })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(deleteSegment({ ctx: ctxAt(AROUND), input: { id: buyers } })).rejects.toMatchObject({
      code: 'conflict',
    })
    await deleteSegment({ ctx: ctxAt(AROUND), input: { id: rest } })
    expect(await members(rest)).toEqual([])
  })

  it(
    'is what a full computation finds, after anything that happens to people',
    async () => {
      const { sql } = database
      let inside = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(randomCondition({ lists: ['VIP', 'Bülten'], flows: FLOWS }), {
            minLength: 4,
            maxLength: 4,
          }),
          fc.array(deeds, { minLength: 5, maxLength: 25 }),
          async (definitions, happened) => {
            shop = await new DrivenShop(sql).open()
            const { workspaceId } = shop
            let now = AROUND - 100 * DAY
            await ensureEventMonths(
              sql,
              happened.map(() => new Date(now)),
            )
            const lists = [
              await createList({ ctx: ctxAt(now), input: { name: 'VIP' } }),
              await createList({ ctx: ctxAt(now), input: { name: 'Bülten' } }),
            ]
            const all = new Map<string, Condition>()
            for (const [n, definition] of definitions.entries()) {
              try {
                all.set(await make(`s${n}`, definition, now), definition)
              } catch (error) {
                // a condition of nothing is no segment
                if ((error as { code?: string }).code !== 'invalid') throw error
              }
            }
            const asking: Condition = {
              any: [...all.keys()]
                .slice(0, 2)
                .map((segment): Condition => ({ kind: 'segment', segment, op: 'not_in' })),
            }
            if (all.size > 0) all.set(await make('asking', asking, now), asking)
            for (const deed of happened) {
              now += deed.after
              await passTime(sql, new Date(now))
              await perform(deed, now, lists)
              await sweepAll(sql, new Date(now))
            }
            for (const [id, definition] of all) {
              const shop = { currency: 'TRY', rfm: null }
              const { joins, holds } = conditionSql(sql, definition, { workspaceId, now, shop })
              const rows = await sql<{ id: string }[]>`
                select p.id from profiles p ${joins}
                where p.workspace_id = ${workspaceId} and p.merged_into is null and ${holds} order by 1`
              inside += rows.length
              expect([id, await members(id)]).toEqual([id, rows.map((row) => row.id)])
            }
          },
        ),
        { numRuns: CASES },
      )
      expect(inside).toBeGreaterThan(CASES)
    },
    process.env.AKIS_TEST_LONG ? 1_800_000 : 120_000,
  )
})

type Deed = { who: string; after: number } & (
  | {
      kind: 'event'
      name: string
      late: number
      properties: JsonObject
      value: string | null
      currency: string | null
      also: string | null
    }
  | { kind: 'change'; properties: JsonObject }
  | { kind: 'list'; list: number; came: boolean }
  | { kind: 'consent'; status: 'subscribed' | 'unsubscribed' }
  | { kind: 'message'; flow: number; opened: boolean }
  | { kind: 'wait' }
)

const who = fc.constantFrom('p0', 'p1', 'p2', 'p3')
const after = fc.constantFrom(0, 1, 3_600_000, DAY, 30 * DAY, 91 * DAY)
const person = RANDOM_PERSON
const deeds: fc.Arbitrary<Deed> = fc
  .record({ who, after, person, n: fc.nat(99), also: fc.option(who) })
  .map(({ who, after, person, n, also }): Deed => {
    const event = person.events[n % Math.max(1, person.events.length)]
    const base = { who, after }
    if (event && n < 60)
      return { ...base, ...event, kind: 'event', late: n % 3 === 0 ? 5 * DAY : 0, also: n < 8 ? also : null }
    if (n < 70) return { ...base, kind: 'change', properties: person.profile.properties }
    if (n < 78) return { ...base, kind: 'list', list: n % 2, came: n % 3 > 0 }
    if (n < 84) return { ...base, kind: 'consent', status: n % 2 ? 'subscribed' : 'unsubscribed' }
    if (n < 92) return { ...base, kind: 'message', flow: n % 2, opened: n % 3 > 0 }
    return { ...base, kind: 'wait' }
  })

async function perform(deed: Deed, ms: number, lists: { id: string }[]): Promise<void> {
  const { sql } = database
  const now = new Date(ms)
  const { workspaceId } = shop
  if (deed.kind === 'wait') return
  if (deed.kind === 'event') {
    const { who, name, properties, value, currency, late, also } = deed
    const at = new Date(ms - late)
    // an e-mail that two share makes them one person
    const identifiers =
      also === null ? { external_id: who } : { external_id: who, email: `${also}@example.com` }
    await shop.accept([{ event: name, at, identifiers, properties, value, currency }])
    await shop.route(now)
    return
  }
  const id = await idOf(deed.who)
  if (id === undefined) return
  switch (deed.kind) {
    case 'change':
      await changeProfile({
        ctx: ctxAt(ms),
        input: { id, identifiers: {}, cleared: [], profile: { properties: deed.properties } },
      })
      return
    case 'list':
      await (deed.came ? addMembers : removeMembers)({
        ctx: ctxAt(ms),
        input: { id: lists[deed.list]!.id, profiles: [{ id }] },
      })
      return
    case 'consent':
      await addConsent({
        ctx: ctxAt(ms),
        input: {
          id,
          consent: {
            channel: 'email',
            kind: 'marketing',
            status: deed.status,
            source: 'test',
            time: now.toISOString(),
          },
        },
      })
      return
    case 'message': {
      const [part, message] = [partOf(workspaceId, id), v7()]
      await sql`insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, status,
          due_at, created_at, attempts)
        values (${part}, ${v7()}, 'm', 1, ${message}, ${workspaceId}, ${id}, ${FLOWS[deed.flow]!}, ${v7()}, 'email', 'sending',
          ${now}, ${now}, 1)`
      const sent = { part, id: message, attempt: 1, status: 'sent', reason: null, detail: null } as const
      await writeSent(sql, [{ ...sent, dueAt: now, sentAt: now, providerMessageId: null }])
      if (deed.opened)
        await addMessageEvent(sql, { part, id: message, workspaceId }, { kind: 'opened', at: now })
    }
  }
}

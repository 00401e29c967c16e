import fc from 'fast-check'
import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import type { Condition } from '#flows/conditions/condition.ts'
import type { FactRequest, FactValue } from '#flows/conditions/facts.ts'
import { holdsAt, type Standing } from '#flows/conditions/next-flip.ts'
import { profileFields } from '#flows/profile-fields.ts'
import {
  AROUND,
  INSTANTS,
  RANDOM_PERSON,
  type RandomPerson,
  randomCondition,
} from '#flows/testing/random-segments.ts'
import type { RfmEdges } from '#flows/traits/rfm.ts'
import { partOf } from '../../part.ts'
import { testDatabase } from '../../testing/database.ts'
import { ensureEventMonths } from '../event-months.ts'
import { conditionSql } from './condition-sql.ts'

const database = testDatabase()
const WORKSPACE = v7()
const LISTS = [v7(), v7()] as const
const FLOWS = [v7(), v7()] as const
const PEOPLE = 60
const CONDITIONS = Number(process.env.AKIS_TEST_LONG ? 4_000 : 400)
const SHOP = {
  currency: 'TRY',
  rfm: {
    lastOrderAt: [AROUND - 5_000_000_000, AROUND - 2_000_000_000, AROUND - 100_000_000, AROUND - 1_000_000],
    orders: [2, 3, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    netRevenue: [0, 50, 100, 1000],
  } satisfies RfmEdges,
}

let people: { id: string; standing: Standing }[]

beforeAll(async () => {
  const { sql } = database
  const random = fc.sample(RANDOM_PERSON, { numRuns: PEOPLE, seed: 5 })
  const months = random.flatMap(({ events }) => events.map(({ time }) => new Date(time)))
  await ensureEventMonths(sql, months)
  await sql`insert into lists (id, workspace_id, name, created_at)
    select * from unnest(${[...LISTS]}::uuid[], ${[WORKSPACE, WORKSPACE]}::uuid[], ${['VIP', 'Bülten']}::text[],
      ${[0, 0].map(() => new Date(AROUND).toISOString())}::timestamptz[])`
  people = []
  for (const person of random) people.push(await stored(person))
})

/** Writes a person as the engine would have, and says how they stand. */
async function stored(person: RandomPerson): Promise<{ id: string; standing: Standing }> {
  const { sql } = database
  const id = v7()
  const part = partOf(WORKSPACE, id)
  const at = new Date(AROUND)
  const { first_name, properties } = person.profile
  await sql`insert into profiles (part, id, workspace_id, first_name, properties, created_at, updated_at)
    values (${part}, ${id}, ${WORKSPACE}, ${first_name}, ${sql.json(properties)}, ${at}, ${at})`
  const events = person.events.map((event) => ({ id: v7(), ...event }))
  for (const { id: eventId, name, time, properties, value, currency } of events) {
    await sql`insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, value, currency)
      values (${part}, ${eventId}, ${WORKSPACE}, ${id}, ${name}, ${new Date(time)}, ${at}, ${eventId}, ${sql.json(properties)},
        ${value}, ${currency})`
  }
  for (const { channel, flow, sentAt, openedAt, clickedAt } of person.messages) {
    await sql`insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, status,
        due_at, created_at, sent_at, opened_at, clicked_at)
      values (${part}, ${v7()}, 'mail', 1, ${v7()}, ${WORKSPACE}, ${id}, ${FLOWS[flow]!}, ${v7()}, ${channel}, 'sent', ${at}, ${at},
        ${new Date(sentAt)}, ${openedAt && new Date(openedAt)}, ${clickedAt && new Date(clickedAt)})`
  }
  for (const list of person.lists) {
    await sql`insert into memberships (part, profile_id, kind, group_id, workspace_id, since)
      values (${part}, ${id}, 'list', ${LISTS[list]!}, ${WORKSPACE}, ${at})`
  }
  for (const flow of person.inFlows) {
    await sql`insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, key, state, started_at)
      values (${part}, ${v7()}, ${WORKSPACE}, ${id}, ${FLOWS[flow]!}, ${v7()}, 'waiting', '', '{}', ${at})`
  }
  for (const { channel, status, time } of person.consents) {
    await sql`insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
      values (${part}, ${v7()}, ${WORKSPACE}, ${id}, ${channel}, 'marketing', ${status}, 'test', ${new Date(time)}, ${at})`
  }
  const record = {
    id,
    external_id: null,
    email: null,
    phone: null,
    first_name,
    last_name: null,
    time_zone: null,
    locale: null,
    created_at: at.toISOString(),
    properties,
  }
  const standing: Standing = {
    subject: {
      profile: profileFields(record),
      event: null,
      answers: {},
      run: null,
      seed: id,
      facts: { look: (request) => known(person, request) },
    },
    events,
    messages: person.messages.map((message) => ({ ...message, flow: FLOWS[message.flow]! })),
    shop: SHOP,
  }
  return { id, standing }
}

function known(person: RandomPerson, request: FactRequest): FactValue | undefined {
  switch (request.kind) {
    case 'membership':
      return Number(
        person.lists.some(
          (list) => LISTS[list] === request.group || ['VIP', 'Bülten'][list] === request.group,
        ),
      )
    case 'in_flow':
      return Number(person.inFlows.some((flow) => FLOWS[flow] === request.flow))
    case 'consent': {
      // of two words at one instant the later recorded one holds; they were recorded in order
      const own = person.consents.filter(({ channel }) => channel === request.channel)
      const newest = own.reduce<(typeof own)[number] | null>(
        (best, one) => (best === null || one.time >= best.time ? one : best),
        null,
      )
      return newest?.status ?? 'none'
    }
    default:
      return undefined
  }
}

async function inDatabase(condition: Condition, now: number): Promise<string[]> {
  const { sql } = database
  const { joins, holds } = conditionSql(sql, condition, { workspaceId: WORKSPACE, now, shop: SHOP })
  const rows = await sql<{ id: string }[]>`
    select p.id from profiles p ${joins} where p.workspace_id = ${WORKSPACE} and ${holds} order by p.id`
  return rows.map(({ id }) => id)
}

it(`says in the database what it says in memory, of ${CONDITIONS} conditions and ${PEOPLE} people`, async () => {
  let inside = 0
  await fc.assert(
    fc.asyncProperty(
      randomCondition({ lists: [LISTS[0], 'Bülten'], flows: FLOWS }),
      INSTANTS,
      async (condition, now) => {
        const expected = people
          .filter(({ standing }) => holdsAt(condition, standing, now))
          .map(({ id }) => id)
        inside += expected.length
        expect(await inDatabase(condition, now)).toEqual(expected.sort())
      },
    ),
    { numRuns: CONDITIONS, ...(process.env.FC_SEED ? { seed: Number(process.env.FC_SEED) } : {}) },
  )
  // conditions that hold of nobody or of all would show nothing
  expect(inside / CONDITIONS / PEOPLE).toBeGreaterThan(0.15)
  expect(inside / CONDITIONS / PEOPLE).toBeLessThan(0.85)
}, 300_000)

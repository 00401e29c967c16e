import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { Sql } from '#db/client.ts'
import { earliestOutgoing, earliestTimers } from '#db/queries/due.ts'
import { claimDueMessages } from '#db/queries/messages-due.ts'
import { claimDueRuns } from '#db/queries/runs.ts'
import { testDatabase } from '#db/testing/database.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { prepareMessages } from '../services/messages/prepare.ts'
import { testRuntime } from '../services/messages/testing/seed.ts'
import { DrivenShop, type Said } from '../testing/driven-shop.ts'
import { watchedPool } from '../testing/watched-plans.ts'

const database = testDatabase()
const NOON = Date.parse('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
/** Rows of each table that stand in each part and belong to others. */
const OTHERS = 200
const PEOPLE = 20

const FLOW = flowOf({
  settings: { reentry: { mode: 'always' }, goal: { event: 'Placed Order', sameKey: true } },
  nodes: [
    { id: 'w', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
    {
      id: 'c',
      kind: 'condition',
      config: {
        if: {
          all: [
            {
              kind: 'event',
              event: 'Placed Order',
              sameKey: true,
              within: { since: 'run' },
              count: { op: 'eq', value: 0 },
            },
            { kind: 'consent', channel: 'email', status: 'none' },
            { kind: 'message', did: 'sent', within: { since: 'run' }, count: { op: 'eq', value: 0 } },
          ],
        },
      },
    },
    { id: 'm', kind: 'email' },
    { id: 'z', kind: 'delay', config: { for: { amount: 7, unit: 'days' } } },
  ],
  edges: [
    { from: 'trigger', to: 'w' },
    { from: 'w', to: 'c' },
    { from: 'c', branch: 'yes', to: 'm' },
    { from: 'm', to: 'z' },
  ],
})

const said = (event: string, n: string, at: number): Said => ({
  event,
  at: new Date(at),
  identifiers: { external_id: n, email: `${n}@example.com` },
  properties: { cart_id: n, order_id: n },
})

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** A day of a few people: carts, reminders that are due, messages to prepare, orders. */
async function day(shop: DrivenShop, sql: Sql, name: string): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, n) => `${name}-${n}`)
  await shop.accept(people.map((n) => said('Added to Cart', n, NOON)))
  await shop.route(new Date(NOON))
  await shop.passTime(new Date(NOON + HOUR))
  const runtime = testRuntime({ sql, url: database.url })
  const parts = await sql<{ part: number }[]>`select distinct part from messages where status = 'pending'`
  expect(parts.length).toBeGreaterThan(5)
  for (const { part } of parts)
    await prepareMessages({ runtime, parts: [part], now: new Date(NOON + HOUR), limit: 100 })
  await shop.accept(people.map((n) => said('Placed Order', n, NOON + 2 * HOUR)))
  await shop.route(new Date(NOON + 2 * HOUR))
}

/** Others of the same shop, in every part, with all that they did. */
async function grow(sql: Sql, shop: DrivenShop, flow: { flowId: string; versionId: string }): Promise<void> {
  const { workspaceId } = shop
  const at = new Date(NOON - 24 * HOUR)
  await sql`create temporary table others as
    select part::smallint, gen_random_uuid() as id, gen_random_uuid() as run, gen_random_uuid() as message, n
    from generate_series(0, 63) part, generate_series(1, ${OTHERS}) n`
  await sql`insert into profiles (part, id, workspace_id, email, created_at, updated_at)
    select part, id, ${workspaceId}, id || '@example.com', ${at}, ${at} from others`
  await sql`insert into identifiers (part, workspace_id, kind, value, profile_id, created_at)
    select part, ${workspaceId}, 'external_id', id::text, id, ${at} from others`
  await sql`insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
    select part, gen_random_uuid(), ${workspaceId}, id, 'email', 'marketing', 'subscribed', 'form', ${at}, ${at} from others`
  await sql`insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties)
    select part, gen_random_uuid(), ${workspaceId}, id, e, ${at}, ${at}, id::text, jsonb_build_object('cart_id', id, 'order_id', id)
    from others, unnest(array['Added to Cart', 'Placed Order', 'Viewed Product']) e`
  await sql`insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, wake_at, node, key, trigger_event_id, state, started_at)
    select part, run, ${workspaceId}, id, ${flow.flowId}, ${flow.versionId}, case when n % 2 = 0 then 'waiting' else 'completed' end,
      case when n % 2 = 0 then ${new Date(NOON + 999 * HOUR)}::timestamptz end, 'w', id::text, gen_random_uuid(), '{}', ${at} from others`
  await sql`insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
    select part, run, 1, ${workspaceId}, ${flow.flowId}, ${flow.versionId}, ${at}, '[]' from others`
  await sql`insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, status, due_at, created_at, sent_at)
    select part, run, 'm', 1, message, ${workspaceId}, id, ${flow.flowId}, ${flow.versionId}, 'email', 'sent', ${at}, ${at}, ${at} from others`
  await sql`insert into message_events (part, id, workspace_id, message_id, kind, at)
    select part, gen_random_uuid(), ${workspaceId}, message, 'opened', ${at} from others`
  await sql`insert into memberships (part, profile_id, kind, group_id, workspace_id, since)
    select part, id, 'list', ${v7()}, ${workspaceId}, ${at} from others`
  await sql`drop table others`
}

describe('what the worker reads for a person does not grow with the number of others', () => {
  it.each(['with plans made while nothing was there', 'with plans made while nothing is due'])(
    '%s',
    async (when) => {
      const watched = watchedPool(database.url)
      stops.push(() => watched.sql.end())
      const shop = await new DrivenShop(watched.sql).open()
      const flow = await shop.publish(FLOW)
      if (when.includes('was there')) {
        await day(shop, watched.sql, 'before')
        await grow(database.sql, shop, flow)
      } else {
        await grow(database.sql, shop, flow)
        await database.sql`analyze`
      }
      watched.forget()
      await day(shop, watched.sql, 'watched')
      const far = watched.walks().filter(({ wasted }) => wasted > OTHERS / 4)
      expect(
        far.map(({ table, index, wasted, statement }) => `${wasted} of ${table} by ${index}: ${statement}`),
      ).toEqual([])
    },
  )
})

it('takes a batch of what is due without reading all of it, also where it was planned while nothing was due', async () => {
  const watched = watchedPool(database.url)
  stops.push(() => watched.sql.end())
  const shop = await new DrivenShop(watched.sql).open()
  await grow(database.sql, shop, await shop.publish(FLOW))
  const { sql } = database
  await sql`analyze`
  const [part, now, limit] = [7, new Date(NOON), 20]
  await sql`update runs set wake_at = ${new Date(NOON - HOUR)} where part = ${part} and status = 'waiting'`
  await sql`update messages set status = 'pending', due_at = ${new Date(NOON - HOUR)} where part = ${part}`
  watched.forget()
  await earliestTimers(watched.sql, Array(64).fill(null))
  await earliestOutgoing(watched.sql, 'messages')
  await watched.sql.begin(async (tx) => {
    for (let again = 0; again < 8; again++) {
      expect(await claimDueRuns(tx, { part, floor: null, until: now, limit })).toHaveLength(limit)
      expect(await claimDueMessages(tx, part, now, limit)).toHaveLength(limit)
    }
  })
  const read = watched.walks().map(({ table, index, rows, wasted }) => ({ table, index, all: rows + wasted }))
  expect(read.length).toBeGreaterThan(30)
  expect(read.filter(({ all }) => all > 64)).toEqual([])
})

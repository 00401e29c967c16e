import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import type { Run } from '#flows/interpreter/run-state.ts'

/** When the measured runs began; they are due an hour later. */
export const NOON = Date.parse('2026-11-20T12:00:00Z')
export const DUE = new Date(NOON + 3_600_000)

const DELAY = { id: 'n1', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } }
const CONDITION = {
  id: 'c',
  kind: 'condition',
  config: {
    if: {
      kind: 'event',
      event: 'Placed Order',
      within: { since: 'run' },
      sameKey: true,
      count: { op: 'gte', value: 1 },
    },
  },
}
const EMAIL = {
  id: 'n2',
  kind: 'email',
  config: {
    status: 'live',
    messageKind: 'marketing',
    smartSending: false,
    subject: 'x',
    blocks: [{ kind: 'text', text: 'x' }],
  },
}
const NEXT = { id: 'n3', kind: 'delay', config: { for: { amount: 1, unit: 'days' } } }

const flow = (nodes: unknown[], edges: unknown[]) =>
  Flow.parse({
    format: FLOW_FORMAT,
    name: 'Bench',
    trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
    nodes,
    edges: [{ from: 'trigger', to: 'n1' }, ...edges, { from: 'n2', to: 'n3' }],
  })

/** A run leaves a delay, passes an e-mail step and begins the next delay: three lines of trace and one message. */
export const PLAIN = flow([DELAY, EMAIL, NEXT], [{ from: 'n1', to: 'n2' }])

/** The same with "has this cart been ordered?" in between, which looks at the person's stored events: four lines. */
export const WITH_FACT = flow(
  [DELAY, CONDITION, EMAIL, NEXT],
  [
    { from: 'n1', to: 'c' },
    { from: 'c', branch: 'no', to: 'n2' },
  ],
)

/** Publishes the flow and keeps `count` runs of it aside, each on its first delay, of people with two stored events. */
export async function makeRuns(sql: Sql, name: 'plain' | 'with_fact', count: number): Promise<void> {
  const [workspaceId, flowId, versionId] = [v7(), v7(), v7()]
  const graph = sql.json((name === 'plain' ? PLAIN : WITH_FACT) as never)
  await sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Bench', ${name})`
  await sql`insert into flows (id, workspace_id, name, status, draft, created_at, updated_at)
    values (${flowId}, ${workspaceId}, 'Bench', 'live', ${graph}, ${DUE}, ${DUE})`
  await sql`insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
    values (${versionId}, ${flowId}, ${workspaceId}, 1, ${graph}, ${DUE})`
  await ensureEventMonths(sql, [new Date(NOON)])
  await sql`create unlogged table ${sql(kept(name))} (like runs including defaults)`
  for (let from = 0; from < count; from += 5_000) {
    const runs = Array.from({ length: Math.min(5_000, count - from) }, (_, i) =>
      newRun(`${from + i}`, flowId),
    )
    const parts = runs.map((run) => partOf(workspaceId, run.profileId))
    const people = runs.map((run) => run.profileId)
    await sql`
      insert into profiles (part, id, workspace_id, email, created_at, updated_at)
      select u.part, u.id, ${workspaceId}, u.id || '@example.com', ${DUE}, ${DUE}
      from unnest(${parts}::smallint[], ${people}::uuid[]) u(part, id)`
    for (const [event, hours] of [
      ['Added to Cart', 0],
      ['Placed Order', 100],
    ] as const) {
      await sql`
        insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties)
        select u.part, u.id, ${workspaceId}, u.profile_id, ${event}, ${new Date(NOON - hours * 3_600_000)}, ${DUE}, u.id::text,
          jsonb_build_object('cart_id', u.key)
        from unnest(${parts}::smallint[], ${runs.map(() => v7())}::uuid[], ${people}::uuid[], ${runs.map((run) => run.key)}::text[])
          u(part, id, profile_id, key)`
    }
    await sql`
      insert into ${sql(kept(name))} (part, id, workspace_id, profile_id, flow_id, version_id, status, wake_at, step, key,
        trigger_event_id, node, listens, state, started_at)
      select u.part, u.id, ${workspaceId}, u.profile_id, ${flowId}, ${versionId}, 'waiting', ${new Date(NOON + 600_000)}, 1,
        u.key, u.event_id, 'n1', '{}', u.state, ${new Date(NOON)}
      from unnest(${parts}::smallint[], ${runs.map((r) => r.id)}::uuid[], ${people}::uuid[],
        ${runs.map((r) => r.key)}::text[], ${runs.map((r) => r.trigger!.id)}::uuid[],
        ${runs.map((r) => JSON.stringify(r))}::text[]::jsonb[]) u(part, id, profile_id, key, event_id, state)`
  }
  await sql`vacuum analyze profiles, events`
}

/** Puts the kept runs back as they were before anything was done to them. */
export async function putBack(sql: Sql, name: 'plain' | 'with_fact'): Promise<void> {
  // before the fill: a page's first change after a checkpoint is written whole, which is not what is measured
  await sql`checkpoint`
  await sql`truncate runs, run_traces, messages`
  await sql`insert into runs select * from ${sql(kept(name))}`
  await sql`vacuum analyze runs`
}

const kept = (name: string) => `bench_${name}`

/** A run as the interpreter leaves it on its first delay. */
export function newRun(key: string, flowId: string): Run {
  const items = [{ sku: 'TS-1', name: 'Tişört', quantity: 2, price: '249.90' }]
  return {
    id: v7(),
    flowId,
    profileId: v7(),
    key,
    startedAt: NOON,
    holdout: false,
    trigger: {
      id: v7(),
      name: 'Added to Cart',
      time: NOON,
      properties: { cart_id: key, items },
      value: '499.80',
      currency: 'TRY',
    },
    position: {
      kind: 'node',
      node: 'n1',
      visit: 1,
      since: NOON,
      waiting: { kind: 'timer', until: NOON + 600_000 },
    },
    visits: { n1: 1 },
    answers: {},
  }
}

import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'

export const workspaceId = v7()
export const flowId = v7()
export const firstVersion = v7()
const secondVersion = v7()

/** Noon of a day of November 2026 in the shop's zone, or another time of it. */
export const day = (date: number, time = '12:00') =>
  new Date(`2026-11-${String(date).padStart(2, '0')}T${time}:00+03:00`)

const email = (id: string, subject: string) => ({
  id,
  kind: 'email' as const,
  config: { status: 'live' as const, messageKind: 'marketing' as const, subject, blocks: [] },
})
const graph = (nodes: unknown[], edges: unknown[]) =>
  Flow.parse({ format: FLOW_FORMAT, name: 'Cart', trigger: { kind: 'manual' }, nodes, edges })
const wait = {
  id: 'wait',
  kind: 'wait',
  config: { for: { event: 'Placed Order' }, atMost: { amount: 1, unit: 'hours' } },
}
const exit = { id: 'exit', kind: 'exit', config: { reason: 'Bought' } }
const FIRST = graph([email('old', 'Old')], [{ from: 'trigger', to: 'old' }])
const SECOND = graph(
  [exit, email('reminder', '=Cart'), wait],
  [
    { from: 'trigger', to: 'wait' },
    { from: 'wait', branch: 'timed_out', to: 'reminder' },
    { from: 'wait', branch: 'happened', to: 'exit' },
  ],
)

interface Step {
  kind: 'started' | 'passed' | 'waiting' | 'resumed' | 'ended'
  node: string | null
  at: Date
  branch?: string
  detail?: Record<string, string>
}

interface RunFixture {
  version?: string
  status: 'waiting' | 'held' | 'completed' | 'exited' | 'failed'
  reason?: string
  node?: string
  startedAt: Date
  endedAt?: Date
  /** One list for each advance. */
  advances: Step[][]
}

/** Stores a run of a new person with its trace; returns where its messages go. */
async function run(sql: Sql, { version = secondVersion, ...fixture }: RunFixture) {
  const [id, profileId] = [v7(), v7()]
  const part = partOf(workspaceId, profileId)
  await sql`
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, node, state, reason, started_at, ended_at)
    values (${part}, ${id}, ${workspaceId}, ${profileId}, ${flowId}, ${version}, ${fixture.status}, ${fixture.node ?? null},
      '{}', ${fixture.reason ?? null}, ${fixture.startedAt}, ${fixture.endedAt ?? null})`
  for (const [step, rows] of fixture.advances.entries()) {
    const lines = rows.map(({ kind, node, branch = null, detail = {} }) => [kind, node, 1, branch, detail])
    await sql`
      insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
      values (${part}, ${id}, ${step}, ${workspaceId}, ${flowId}, ${version}, ${rows[0]!.at}, ${sql.json(lines)})`
  }
  return { part, runId: id, profileId, version }
}

type Place = Awaited<ReturnType<typeof run>>

async function message(
  sql: Sql,
  place: Place,
  fields: {
    node: string
    status: string
    reason?: string
    at: Date
    sent?: Date
    opened?: Date
    clicked?: Date
  },
) {
  const id = v7()
  await sql`
    insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, status,
      reason, due_at, created_at, sent_at, opened_at, clicked_at)
    values (${place.part}, ${place.runId}, ${fields.node}, 1, ${id}, ${workspaceId}, ${place.profileId}, ${flowId},
      ${place.version}, 'email', ${fields.status}, ${fields.reason ?? null}, ${fields.at}, ${fields.at},
      ${fields.sent ?? null}, ${fields.opened ?? null}, ${fields.clicked ?? null})`
  return id
}

async function conversion(
  sql: Sql,
  place: Place,
  messageId: string,
  node: string,
  amount: string,
  currency: string | null,
  at: Date,
) {
  await sql`
    insert into conversions (part, workspace_id, event_id, profile_id, message_id, run_id, flow_id, version_id, node,
      channel, touch, amount, currency, at, touched_at)
    values (${place.part}, ${workspaceId}, ${v7()}, ${place.profileId}, ${messageId}, ${place.runId}, ${flowId},
      ${place.version}, ${node}, 'email', 'clicked', ${amount}, ${currency}, ${at}, ${at})`
}

/**
 * Seven people. On 1 November one went through the first version. Six entered the second on the 10th: one bought within
 * the hour, one still waits, and four came to the reminder. Of these two got it (one opened it; one clicked on the 11th
 * and then ordered three times), one could not since no provider is connected, and one was passed over.
 */
export async function storeReportedFlow(sql: Sql): Promise<void> {
  await sql`
    insert into workspaces (id, name, slug, time_zone, currency, created_at)
    values (${workspaceId}, 'Shop', 'shop', 'Europe/Istanbul', 'TRY', ${day(1)})`
  await sql`
    insert into flows (id, workspace_id, name, status, draft, live_version_id, created_at, updated_at)
    values (${flowId}, ${workspaceId}, 'Cart', 'live', ${JSON.stringify(SECOND)}::text::jsonb, ${secondVersion}, ${day(1)}, ${day(1)})`
  for (const [number, [id, version]] of [
    [firstVersion, FIRST] as const,
    [secondVersion, SECOND] as const,
  ].entries()) {
    await sql`
      insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
      values (${id}, ${flowId}, ${workspaceId}, ${number + 1}, ${JSON.stringify(version)}::text::jsonb, ${day(1)})`
  }

  const old = await run(sql, {
    version: firstVersion,
    status: 'completed',
    reason: 'end',
    startedAt: day(1),
    endedAt: day(1),
    advances: [
      [
        { kind: 'started', node: 'trigger', at: day(1) },
        { kind: 'passed', node: 'old', at: day(1) },
        { kind: 'ended', node: null, branch: 'completed', at: day(1) },
      ],
    ],
  })
  await message(sql, old, { node: 'old', status: 'sent', at: day(1), sent: day(1), opened: day(10, '23:30') })

  const entered: Step[] = [
    { kind: 'started', node: 'trigger', at: day(10) },
    { kind: 'waiting', node: 'wait', at: day(10) },
  ]
  await run(sql, {
    status: 'exited',
    reason: 'Bought',
    startedAt: day(10),
    endedAt: day(10, '12:30'),
    advances: [
      entered,
      [
        { kind: 'resumed', node: 'wait', branch: 'happened', at: day(10, '12:30') },
        { kind: 'passed', node: 'exit', at: day(10, '12:30') },
        { kind: 'ended', node: null, branch: 'exited', at: day(10, '12:30') },
      ],
    ],
  })
  const reminded: RunFixture = {
    status: 'completed',
    reason: 'end',
    startedAt: day(10),
    endedAt: day(10, '13:00'),
    advances: [
      entered,
      [
        { kind: 'resumed', node: 'wait', branch: 'timed_out', at: day(10, '13:00') },
        { kind: 'passed', node: 'reminder', at: day(10, '13:00') },
        { kind: 'ended', node: null, branch: 'completed', at: day(10, '13:00') },
      ],
    ],
  }
  const sent = { node: 'reminder', status: 'sent', at: day(10, '13:00'), sent: day(10, '13:01') }
  await message(sql, await run(sql, reminded), { ...sent, opened: day(10, '14:00') })
  const clicker = await run(sql, reminded)
  const clicked = await message(sql, clicker, { ...sent, opened: day(11), clicked: day(11, '00:10') })
  await conversion(sql, clicker, clicked, 'reminder', '499.80', 'TRY', day(11, '00:20'))
  await conversion(sql, clicker, clicked, 'reminder', '20', null, day(12))
  await conversion(sql, clicker, clicked, 'reminder', '10.5', 'EUR', day(12))
  await message(sql, await run(sql, reminded), {
    node: 'reminder',
    status: 'unconnected',
    at: day(10, '13:00'),
  })
  await message(sql, await run(sql, reminded), {
    node: 'reminder',
    status: 'skipped',
    reason: 'consent',
    at: day(10, '13:00'),
  })
  await run(sql, { status: 'waiting', node: 'wait', startedAt: day(10), advances: [entered] })
}

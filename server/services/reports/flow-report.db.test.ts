import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { flowReport } from './flow-report.ts'
import { flowsReport } from './flows-report.ts'
import { flowReportCsv, flowsReportCsv } from './report-csv.ts'

const database = testDatabase()
const workspaceId = v7()
const flowId = v7()
const [firstVersion, secondVersion] = [v7(), v7()]

const day = (date: number, time = '12:00') =>
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

const ctx = (): Ctx => ({ sql: database.sql, workspaceId, actor: { kind: 'system' }, now: day(30) })
const report = (query: { from?: string; to?: string; version?: string } = {}) =>
  flowReport({ ctx: ctx(), input: { flowId, query } })

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
async function run({ version = secondVersion!, ...fixture }: RunFixture) {
  const { sql } = database
  const [id, profileId] = [v7(), v7()]
  const part = partOf(workspaceId, profileId)
  await sql`
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, node, state, reason, started_at, ended_at)
    values (${part}, ${id}, ${workspaceId}, ${profileId}, ${flowId}, ${version}, ${fixture.status}, ${fixture.node ?? null},
      '{}', ${fixture.reason ?? null}, ${fixture.startedAt}, ${fixture.endedAt ?? null})`
  for (const [step, rows] of fixture.advances.entries()) {
    for (const [ordinal, row] of rows.entries()) {
      await sql`
        insert into run_steps (part, run_id, step, ordinal, workspace_id, flow_id, version_id, kind, node, visit, branch, at, detail)
        values (${part}, ${id}, ${step}, ${ordinal}, ${workspaceId}, ${flowId}, ${version}, ${row.kind}, ${row.node}, 1,
          ${row.branch ?? null}, ${row.at}, ${sql.json(row.detail ?? {})})`
    }
  }
  return { part, runId: id, profileId, version }
}

type Place = Awaited<ReturnType<typeof run>>

async function message(
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
  await database.sql`
    insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, status,
      reason, due_at, created_at, sent_at, opened_at, clicked_at)
    values (${place.part}, ${place.runId}, ${fields.node}, 1, ${id}, ${workspaceId}, ${place.profileId}, ${flowId},
      ${place.version}, 'email', ${fields.status}, ${fields.reason ?? null}, ${fields.at}, ${fields.at},
      ${fields.sent ?? null}, ${fields.opened ?? null}, ${fields.clicked ?? null})`
  return id
}

async function conversion(
  place: Place,
  messageId: string,
  node: string,
  amount: string,
  currency: string | null,
  at: Date,
) {
  await database.sql`
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
beforeAll(async () => {
  const { sql } = database
  await sql`
    insert into workspaces (id, name, slug, time_zone, currency, created_at)
    values (${workspaceId}, 'Shop', 'shop', 'Europe/Istanbul', 'TRY', ${day(1)})`
  await sql`
    insert into flows (id, workspace_id, name, status, draft, live_version_id, created_at, updated_at)
    values (${flowId}, ${workspaceId}, 'Cart', 'live', ${JSON.stringify(SECOND)}::text::jsonb, ${secondVersion!}, ${day(1)}, ${day(1)})`
  for (const [number, [id, version]] of [
    [firstVersion!, FIRST] as const,
    [secondVersion!, SECOND] as const,
  ].entries()) {
    await sql`
      insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
      values (${id}, ${flowId}, ${workspaceId}, ${number + 1}, ${JSON.stringify(version)}::text::jsonb, ${day(1)})`
  }

  const old = await run({
    version: firstVersion!,
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
  await message(old, { node: 'old', status: 'sent', at: day(1), sent: day(1), opened: day(10, '23:30') })

  const entered: Step[] = [
    { kind: 'started', node: 'trigger', at: day(10) },
    { kind: 'waiting', node: 'wait', at: day(10) },
  ]
  await run({
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
  await message(await run(reminded), { ...sent, opened: day(10, '14:00') })
  const clicker = await run(reminded)
  const clicked = await message(clicker, { ...sent, opened: day(11), clicked: day(11, '00:10') })
  await conversion(clicker, clicked, 'reminder', '499.80', 'TRY', day(11, '00:20'))
  await conversion(clicker, clicked, 'reminder', '20', null, day(12))
  await conversion(clicker, clicked, 'reminder', '10.5', 'EUR', day(12))
  await message(await run(reminded), { node: 'reminder', status: 'unconnected', at: day(10, '13:00') })
  await message(await run(reminded), {
    node: 'reminder',
    status: 'skipped',
    reason: 'consent',
    at: day(10, '13:00'),
  })
  await run({ status: 'waiting', node: 'wait', startedAt: day(10), advances: [entered] })
})

describe('the report of a flow', () => {
  it('counts everything over all time', async () => {
    const { nodes, edges, days: _days, steps, ...totals } = await report()
    expect(totals).toEqual({
      flow: { id: flowId, name: 'Cart', status: 'live' },
      from: null,
      to: null,
      version: null,
      timeZone: 'Europe/Istanbul',
      currency: 'TRY',
      trigger: { kind: 'manual' },
      entered: 7,
      active: 1,
      completed: 5,
      converted: 0,
      exited: { Bought: 1 },
      failed: 0,
      held: 0,
      messages: {
        email: { sent: 3, skipped: { consent: 1 }, unsent: { unconnected: 1 }, opened: 3, clicked: 1 },
        sms: { sent: 0, skipped: {}, unsent: {}, opened: 0, clicked: 0 },
      },
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
    })
    expect(steps.map(({ id }) => id)).toEqual(['wait', 'reminder', 'exit', 'old'])
    expect(nodes.wait).toMatchObject({ entered: 6, waiting: 1, sent: 0, orders: 0, conversionPerSend: null })
    expect(nodes.exit).toMatchObject({ entered: 1, waiting: 0 })
    expect(nodes.old).toMatchObject({ entered: 1, sent: 1, opened: 1 })
    expect(nodes.reminder).toEqual({
      entered: 4,
      waiting: 0,
      sent: 2,
      skipped: { consent: 1 },
      unsent: { unconnected: 1 },
      opened: 2,
      clicked: 1,
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
      conversionPerSend: 1.5,
    })
    expect(new Set(edges)).toEqual(
      new Set([
        { from: 'trigger', branch: null, count: 7 },
        { from: 'wait', branch: 'happened', count: 1 },
        { from: 'wait', branch: 'timed_out', count: 4 },
        { from: 'reminder', branch: null, count: 4 },
        { from: 'old', branch: null, count: 1 },
      ]),
    )
  })

  it('counts each thing on the day it happened, in the zone of the workspace', async () => {
    const nothing = { entered: 0, sent: 0, opened: 0, clicked: 0, orders: 0, revenue: [] }
    expect((await report()).days).toEqual([
      { ...nothing, day: '2026-11-01', entered: 1, sent: 1 },
      { ...nothing, day: '2026-11-10', entered: 6, sent: 2, opened: 2 },
      {
        ...nothing,
        day: '2026-11-11',
        opened: 1,
        clicked: 1,
        orders: 1,
        revenue: [{ currency: 'TRY', amount: '499.80' }],
      },
      {
        ...nothing,
        day: '2026-11-12',
        orders: 2,
        revenue: [
          { currency: 'TRY', amount: '20.00' },
          { currency: 'EUR', amount: '10.50' },
        ],
      },
    ])
  })

  it('holds to its period: opens of older messages count when they happened', async () => {
    const tenth = await report({ from: '2026-11-10', to: '2026-11-10' })
    expect(tenth).toMatchObject({
      from: '2026-11-09T21:00:00.000Z',
      to: '2026-11-10T21:00:00.000Z',
      entered: 6,
      completed: 4,
      exited: { Bought: 1 },
      orders: 0,
      revenue: [],
    })
    expect(tenth.messages.email).toEqual({
      sent: 2,
      skipped: { consent: 1 },
      unsent: { unconnected: 1 },
      opened: 2,
      clicked: 0,
    })
    expect(tenth.edges).not.toContainEqual(expect.objectContaining({ from: 'old' }))
    const after = await report({ from: '2026-11-11T00:00:00+03:00' })
    expect(after).toMatchObject({ entered: 0, completed: 0, exited: {}, active: 1, orders: 3 })
    expect(after.nodes.reminder).toMatchObject({ entered: 0, sent: 0, opened: 1, conversionPerSend: null })
  })

  it('holds to one version, by number or id', async () => {
    const first = await report({ version: '1' })
    expect(first).toMatchObject({ version: 1, entered: 1, completed: 1, active: 0, orders: 0 })
    expect(Object.keys(first.nodes)).toEqual(['old'])
    expect(await report({ version: firstVersion! })).toEqual(first)
    expect(await report({ version: '2' })).toMatchObject({ entered: 6, completed: 4, active: 1, orders: 3 })
    await expect(report({ version: '3' })).rejects.toThrow(AppError)
  })

  it("knows no other workspace's flow", async () => {
    const other = { ...ctx(), workspaceId: v7() }
    await expect(flowReport({ ctx: other, input: { flowId, query: {} } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is a CSV with one row per step', async () => {
    const lines = flowReportCsv(await report())
      .slice(1)
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toBe(
      'step,kind,title,entered,waiting,sent,skipped,skipped_reasons,unsent,opened,clicked,orders,revenue_try,revenue_eur,conversion_per_send',
    )
    expect(lines).toContain("reminder,email,'=Cart,4,0,2,1,consent: 1,1,2,1,3,519.80,10.50,1.5")
    expect(lines).toHaveLength(5)
  })
})

describe('the report of all flows', () => {
  it('sums up what each did and earned', async () => {
    const all = await flowsReport({ ctx: ctx(), input: {} })
    const figures = {
      entered: 7,
      sent: 3,
      opened: 3,
      clicked: 1,
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
    }
    expect(all.totals).toEqual(figures)
    expect(all.flows).toEqual([{ id: flowId, name: 'Cart', status: 'live', ...figures }])
    expect(all.days).toEqual((await report()).days)
    expect(flowsReportCsv(all)).toContain(`${flowId},Cart,live,7,3,3,1,3,519.80,10.50`)
  })

  it('holds to its period', async () => {
    const { totals } = await flowsReport({ ctx: ctx(), input: { from: '2026-11-12' } })
    expect(totals).toMatchObject({ entered: 0, sent: 0, opened: 0, orders: 2 })
  })
})

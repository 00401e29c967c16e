import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { openPool, type Sql } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { ALL_PARTS, partOf } from '#db/part.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import type { Run } from '#flows/interpreter/run-state.ts'
import { advanceBatch } from '#server/services/runs/advance.ts'
import { eachPart } from '#server/worker/each-part.ts'
import { median, printTable } from './table.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 40_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const CONNECTIONS = 4
const BATCH = 500
const NOON = Date.parse('2026-11-20T12:00:00Z')
const now = new Date(NOON + 3_600_000)

const flow = Flow.parse({
  format: FLOW_FORMAT,
  name: 'Bench',
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    { id: 'n1', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } },
    {
      id: 'n2',
      kind: 'email',
      config: {
        status: 'live',
        messageKind: 'marketing',
        subject: 'x',
        blocks: [{ kind: 'text', text: 'x' }],
      },
    },
    { id: 'n3', kind: 'delay', config: { for: { amount: 1, unit: 'days' } } },
  ],
  edges: [
    { from: 'trigger', to: 'n1' },
    { from: 'n1', to: 'n2' },
    { from: 'n2', to: 'n3' },
  ],
})

/**
 * Steps a second through the whole loop (claim, interpret, trace, outbox, commit) over four connections, beside the same
 * statements without the interpreter: the set-wise limit of this PostgreSQL. Interleaved rounds, medians, one ratio.
 */
const folder = await mkdtemp(join(tmpdir(), 'akis-bench-'))
const server = await startEmbedded({ dataDir: folder, port: 0 })
try {
  await migrate(server.url)
  const sql = openPool(server.url, { max: CONNECTIONS, claims: true })
  const setup = openPool(server.url, { max: 1 })
  const place = await publish(setup)
  const measured: Record<string, number[]> = { 'whole loop': [], 'set-wise SQL': [] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, turn] of [
      ['whole loop', loop],
      ['set-wise SQL', raw],
    ] as const) {
      await fill(setup, place)
      const started = performance.now()
      const done = await eachPart([...ALL_PARTS], CONNECTIONS, (part) => turn(sql, part))
      const rate = (done / (performance.now() - started)) * 1_000
      if (done !== RUNS) throw new Error(`${name} advanced ${done} of ${RUNS} runs`)
      if (round > 0) measured[name]!.push(rate)
    }
  }
  const limit = median(measured['set-wise SQL']!)
  printTable(
    `steps, ${RUNS} due runs, batches of ${BATCH}, ${CONNECTIONS} connections, medians of ${ROUNDS}`,
    [
      ['what', 'runs/s', 'ratio to the limit'],
      ...Object.entries(measured).map(([name, rates]) => [
        name,
        median(rates).toFixed(0),
        (median(rates) / limit).toFixed(2),
      ]),
    ],
  )
  await Promise.all([sql.end(), setup.end()])
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

interface Place {
  workspaceId: string
  flowId: string
  versionId: string
}

async function publish(sql: Sql): Promise<Place> {
  const [workspaceId, flowId, versionId] = [v7(), v7(), v7()]
  await sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Bench', 'bench')`
  await sql`insert into flows (id, workspace_id, name, status, draft, created_at, updated_at)
    values (${flowId}, ${workspaceId}, 'Bench', 'live', ${sql.json(flow as never)}, ${now}, ${now})`
  await sql`insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
    values (${versionId}, ${flowId}, ${workspaceId}, 1, ${sql.json(flow as never)}, ${now})`
  return { workspaceId, flowId, versionId }
}

/** Empties the tables and makes the runs, each standing on the first delay, due. */
async function fill(sql: Sql, { workspaceId, flowId, versionId }: Place): Promise<void> {
  await sql`truncate profiles, runs, run_steps, messages`
  for (let from = 0; from < RUNS; from += 5_000) {
    const runs = Array.from({ length: Math.min(5_000, RUNS - from) }, (_, i) =>
      run(`${from + i}`, flowId, v7()),
    )
    const parts = runs.map((r) => partOf(workspaceId, r.profileId))
    await sql`
      insert into profiles (part, id, workspace_id, email, created_at, updated_at)
      select u.part, u.id, ${workspaceId}, u.id || '@example.com', ${now}, ${now}
      from unnest(${parts}::smallint[], ${runs.map((r) => r.profileId)}::uuid[]) u(part, id)`
    await sql`
      insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, wake_at, step, key, trigger_event_id,
        node, listens, state, started_at)
      select u.part, u.id, ${workspaceId}, u.profile_id, ${flowId}, ${versionId}, 'waiting', ${new Date(NOON + 600_000)}, 1,
        u.key, u.event_id, 'n1', '{}', u.state, ${new Date(NOON)}
      from unnest(${parts}::smallint[], ${runs.map((r) => r.id)}::uuid[], ${runs.map((r) => r.profileId)}::uuid[],
        ${runs.map((r) => r.key)}::text[], ${runs.map((r) => r.trigger!.id)}::uuid[],
        ${runs.map((r) => JSON.stringify(r))}::text[]::jsonb[]) u(part, id, profile_id, key, event_id, state)`
  }
  await sql`vacuum analyze runs`
  await sql`checkpoint`
}

function run(key: string, flowId: string, id: string): Run {
  const items = [{ sku: 'TS-1', name: 'Tişört', quantity: 2, price: '249.90' }]
  return {
    id,
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

async function loop(sql: Sql, part: number): Promise<number> {
  let total = 0
  for (;;) {
    const { claimed } = await advanceBatch({ sql, part, now, until: now, floor: null, limit: BATCH })
    total += claimed
    if (claimed < BATCH) return total
  }
}

/** The statements of an advance with what they carry, decided by nobody. */
async function raw(sql: Sql, part: number): Promise<number> {
  let total = 0
  for (;;) {
    const claimed = await sql.begin(async (tx) => {
      const rows = await tx<
        {
          id: string
          step: number
          state: Run
          profile_id: string
          workspace_id: string
          flow_id: string
          version_id: string
        }[]
      >`
        select id, step, state, profile_id, workspace_id, flow_id, version_id from runs
        where part = ${part} and status = 'waiting' and wake_at <= ${now} order by wake_at limit ${BATCH} for update skip locked`
      if (rows.length === 0) return 0
      const ids = rows.map((r) => r.id)
      const wake = new Date(now.getTime() + 86_400_000)
      const three = [0, 1, 2].flatMap((ordinal) => rows.map((row) => ({ row, ordinal })))
      await Promise.all([
        tx`update runs r set step = u.step, wake_at = ${wake}, node = 'n3', state = u.state
          from unnest(${ids}::uuid[], ${rows.map((r) => r.step + 1)}::int[], ${rows.map((r) => JSON.stringify(r.state))}::text[]::jsonb[])
            u(id, step, state) where r.part = ${part} and r.id = u.id and r.step < u.step`,
        tx`insert into run_steps (part, run_id, step, ordinal, workspace_id, flow_id, version_id, kind, node, visit, branch, at, detail)
          select ${part}, u.id, u.step, u.ordinal, u.workspace_id, u.flow_id, u.version_id, 'passed', 'n1', 1, null, ${now}, '{}'
          from unnest(${three.map((t) => t.row.id)}::uuid[], ${three.map((t) => t.row.step + 1)}::int[], ${three.map((t) => t.ordinal)}::smallint[],
            ${three.map((t) => t.row.workspace_id)}::uuid[], ${three.map((t) => t.row.flow_id)}::uuid[],
            ${three.map((t) => t.row.version_id)}::uuid[]) u(id, step, ordinal, workspace_id, flow_id, version_id)`,
        tx`insert into messages (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, created_at, id, channel, status, due_at)
          select ${part}, u.id, 'n2', 1, u.workspace_id, u.profile_id, u.flow_id, u.version_id, ${now}, u.message_id, 'email', 'pending', ${now}
          from unnest(${ids}::uuid[], ${rows.map(() => v7())}::uuid[], ${rows.map((r) => r.workspace_id)}::uuid[],
            ${rows.map((r) => r.profile_id)}::uuid[], ${rows.map((r) => r.flow_id)}::uuid[], ${rows.map((r) => r.version_id)}::uuid[])
            u(id, message_id, workspace_id, profile_id, flow_id, version_id) on conflict do nothing`,
      ])
      return rows.length
    })
    total += claimed
    if (claimed < BATCH) return total
  }
}

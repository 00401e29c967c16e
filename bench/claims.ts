import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { PARTS } from '#db/part.ts'
import { claimDueRuns } from '#db/queries/runs.ts'
import { eachPart } from '#server/worker/each-part.ts'
import { type BenchDatabase, knob, withDatabase } from './setup.ts'
import { NOON, newRun } from './step-flow.ts'
import { percentile, printTable, printVerdicts } from './table.ts'

const FEW = knob('BENCH_CLAIMS_FEW', 100_000)
const MANY = knob('BENCH_CLAIMS_MANY', 10_000_000)
const CLAIMS = knob('BENCH_CLAIMS', 600)
const LIMIT = 500
const DUE_A_PART = LIMIT
const FILL_STEP = 250_000
const [WORKSPACE, FLOW] = [v7(), v7()]
/** What the interpreter keeps of a run: the same for all, which a claim doesn't see. */
const STATE = newRun('cart-1', FLOW)
/** Thrown to undo a claim. */
const GIVEN_BACK = new Error('given back')

/**
 * How long a worker's claim takes with ten million waiting runs beside a hundred thousand, in two databases of one
 * PostgreSQL, by turns. In each, five hundred runs of every part are due and the rest wait over the next ninety days.
 */
await withDatabase(async (database) => {
  const few = await fill(database, FEW)
  const many = await fill(database, MANY)
  const times = { few: [] as number[], many: [] as number[] }
  for (let turn = -PARTS; turn < CLAIMS; turn++) {
    const part = (turn + PARTS) % PARTS
    for (const [name, sql] of [
      ['few', few.sql],
      ['many', many.sql],
    ] as const) {
      const ms = await claim(sql, part)
      if (turn >= 0) times[name].push(ms)
    }
  }
  const row = (runs: number, name: 'few' | 'many', { seconds, bytes }: Filled) => [
    runs.toLocaleString('en'),
    percentile(times[name], 50).toFixed(2),
    percentile(times[name], 99).toFixed(2),
    `${(bytes / 2 ** 30).toFixed(1)} GiB`,
    seconds.toFixed(0),
  ]
  printTable(`claims of ${LIMIT} runs, ${CLAIMS} by turns`, [
    ['waiting runs', 'p50 ms', 'p99 ms', 'table and indexes', 'filled in s'],
    row(FEW, 'few', few),
    row(MANY, 'many', many),
  ])
  printVerdicts('ratio', [
    {
      what: 'claim p50, many / few waiting',
      figure: percentile(times.many, 50) / percentile(times.few, 50),
      target: { atMost: 1.5 },
    },
  ])
})

/** One claim as a worker does it, given back afterwards: the next one finds the same. */
async function claim(sql: Sql, part: number): Promise<number> {
  let ms = 0
  await sql
    .begin(async (tx) => {
      const started = performance.now()
      const rows = await claimDueRuns(tx, { part, floor: null, until: new Date(NOON), limit: LIMIT })
      ms = performance.now() - started
      if (rows.length !== LIMIT) throw new Error(`${rows.length} of ${LIMIT} due runs were claimed`)
      throw GIVEN_BACK
    })
    .catch((error) => {
      if (error !== GIVEN_BACK) throw error
    })
  return ms
}

interface Filled {
  sql: Sql
  seconds: number
  bytes: number
}

async function fill(database: BenchDatabase, runs: number): Promise<Filled> {
  const url = await database.another(`claims_${runs}`)
  await migrate(url)
  const setup = database.pool({ max: 2 }, url)
  const started = performance.now()
  const stride = Math.max(1, Math.floor(runs / PARTS / DUE_A_PART))
  const starts = Array.from({ length: Math.ceil(runs / FILL_STEP) }, (_, step) => step * FILL_STEP)
  const indexes = await setup<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'runs' and indexname <> 'runs_pkey' and indexname not like '%_pk'`
  for (const { name } of indexes) await setup`drop index ${setup(name)}`
  await eachPart(starts, 2, async (from) => {
    await insertRuns(setup, from, Math.min(from + FILL_STEP, runs), stride)
    return 0
  })
  for (const { definition } of indexes) {
    await setup.begin(async (tx) => {
      await tx`set local maintenance_work_mem = '512MB'`
      await tx.unsafe(definition)
    })
  }
  await setup`vacuum analyze runs`
  await setup`checkpoint`
  const seconds = (performance.now() - started) / 1_000
  const [size] = await setup<{ bytes: string }[]>`select pg_total_relation_size('runs') as bytes`
  return { sql: database.pool({ max: 1, batches: true }, url), seconds, bytes: Number(size!.bytes) }
}

/** Runs as `writeRuns` leaves them on a delay, made by the server itself. Which are due has nothing to do with where they lie. */
async function insertRuns(sql: Sql, from: number, to: number, stride: number): Promise<void> {
  await sql`
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, wake_at, step, key, trigger_event_id,
      node, listens, state, started_at)
    select i % ${PARTS}, uuidv7(), ${WORKSPACE}, uuidv7(), ${FLOW}, ${FLOW}, 'waiting',
      case when i / ${PARTS} % ${stride} = 0 then ${new Date(NOON - 60_000)}::timestamptz - random() * interval '1 minute'
        else ${new Date(NOON + 60_000)}::timestamptz + random() * interval '90 days' end,
      1, 'cart-' || i, uuidv7(), 'n1', '{Placed Order}',
      ${sql.json(STATE as never)},
      ${new Date(NOON)}
    from generate_series(${from}::int, ${to - 1}::int) i`
}

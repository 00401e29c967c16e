import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Sql } from '#db/client.ts'
import { ALL_PARTS } from '#db/part.ts'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { replayInThreads } from '#server/services/replay/replay-in-threads.ts'
import { advanceBatch } from '#server/services/runs/advance.ts'
import { eachPart } from '#server/worker/each-part.ts'
import { stepsOf } from './replay-steps.ts'
import { knob, withDatabase } from './setup.ts'
import { DUE, makeRuns, NOON, putBack, WITH_FACT } from './step-flow.ts'
import { median, printTable, printVerdicts } from './table.ts'

const RUNS = knob('BENCH_RUNS', 40_000)
const ROUNDS = knob('BENCH_ROUNDS', 5)
const CONNECTIONS = 4
/** People are replayed page by page, as they are read: so many are in memory at one time, */
const PAGE = 500
/** and so many pass in a round, or it would be over before it is warm. */
const PASSING = RUNS * 8
const BATCH = 500
/** As the job takes: those of the machine, at most four. */
const THREADS = Math.min(4, availableParallelism())

/**
 * Steps a second (lines of a run's trace) of a replay, beside the live loop's over four connections with the same flow and
 * as many people: in memory, and with the reading of their history from PostgreSQL, both in threads as the job does it.
 * Interleaved rounds, medians.
 */
await withDatabase(async ({ url, pool, onEnd }) => {
  const sql = pool({ max: CONNECTIONS, batches: true })
  const setup = pool({ max: 2 })
  await makeRuns(setup, 'with_fact', RUNS)
  const { flowId, workspaceId } = await placeOf(setup)
  const workspace = (await workspaceFacts(setup, [workspaceId])).get(workspaceId)!
  const span = { from: new Date(NOON), until: DUE }
  const winners = new Map<string, string>()
  const threads = Array.from(
    { length: THREADS },
    () =>
      new Worker(new URL('./replay-passing.ts', import.meta.url), {
        workerData: { flowId, workspace, page: PAGE },
      }),
  )
  onEnd(() => Promise.all(threads.map((thread) => thread.terminate())))

  const live = async () => {
    await putBack(setup, 'with_fact')
    const started = performance.now()
    await eachPart([...ALL_PARTS], CONNECTIONS, (part) => advanced(sql, part))
    return rate(RUNS * 4, started)
  }
  const inMemory = async () => {
    const started = performance.now()
    const steps = await Promise.all(threads.map((thread) => passing(thread, PASSING / THREADS)))
    return rate(
      steps.reduce((sum, one) => sum + one, 0),
      started,
    )
  }
  const fromDatabase = async () => {
    const started = performance.now()
    const wanted = { flow: WITH_FACT, flowId, workspace, ...span }
    const data = { databaseUrl: url, wanted, drawnFor: flowId, winners }
    return rate(stepsOf(await replayInThreads(data, async () => {}, THREADS)), started)
  }
  const rates = { live: [] as number[], inMemory: [] as number[], fromDatabase: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, turn] of Object.entries({ live, inMemory, fromDatabase })) {
      const figure = await turn()
      if (round > 0) rates[name as keyof typeof rates].push(figure)
    }
  }
  const of = (name: keyof typeof rates) => median(rates[name])
  printTable(`replay: ${RUNS} people, medians of ${ROUNDS} interleaved rounds`, [
    ['what', 'steps/s'],
    ['the live loop, 4 connections', of('live').toFixed(0)],
    [`replay in memory, ${THREADS} threads`, of('inMemory').toFixed(0)],
    [
      `replay with reading the history, ${THREADS} threads, their start included`,
      of('fromDatabase').toFixed(0),
    ],
  ])
  printVerdicts('ratios', [
    { what: 'replay / live loop', figure: of('inMemory') / of('live'), target: { atLeast: 30 } },
  ])
})

function rate(steps: number, started: number): number {
  return (steps / (performance.now() - started)) * 1_000
}

function passing(thread: Worker, people: number): Promise<number> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.postMessage(people)
  })
}

async function advanced(sql: Sql, part: number): Promise<number> {
  for (let total = 0; ; ) {
    const { claimed } = await advanceBatch({ sql, part, now: DUE, until: DUE, floor: null, limit: BATCH })
    total += claimed
    if (claimed < BATCH) return total
  }
}

async function placeOf(sql: Sql): Promise<{ flowId: string; workspaceId: string }> {
  const [row] = await sql<{ flowId: string; workspaceId: string }[]>`
    select id as "flowId", workspace_id as "workspaceId" from flows limit 1`
  return row!
}

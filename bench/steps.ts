import type { Sql } from '#db/client.ts'
import { ALL_PARTS } from '#db/part.ts'
import { advanceBatch } from '#server/services/runs/advance.ts'
import { eachPart } from '#server/worker/each-part.ts'
import { startPeer } from './peer.ts'
import { knob, withDatabase } from './setup.ts'
import { DUE, makeRuns, putBack } from './step-flow.ts'
import { advanceRaw } from './step-limit.ts'
import { median, printTable, printVerdicts } from './table.ts'

const RUNS = knob('BENCH_RUNS', 40_000)
const ROUNDS = knob('BENCH_ROUNDS', 5)
/** graphile-worker as it comes does a thousand a second: the first of the jobs tell its rate. */
const SLOW_JOBS = Math.min(RUNS, knob('BENCH_SLOW_JOBS', 10_000))
const CONNECTIONS = 4
const BATCH = 500

/**
 * Runs a second through the whole loop (claim, facts, interpret, trace, outbox, commit) over four connections, beside the
 * same statements without the interpreter, and beside the no-op jobs of two queues on the same PostgreSQL.
 * A step is a line of a run's trace. Interleaved rounds, the first of them to warm up; medians.
 */
await withDatabase(async ({ pool, another, onEnd }) => {
  const sql = pool({ max: CONNECTIONS, batches: true })
  const setup = pool({ max: 1 })
  await makeRuns(setup, 'plain', RUNS)
  await makeRuns(setup, 'with_fact', RUNS)
  const graphile = await startPeer('graphile-worker', await another('graphile'))
  const boss = await startPeer('pg-boss', await another('boss'))
  onEnd(graphile.stop)
  onEnd(boss.stop)

  const advanced = async (name: 'plain' | 'with_fact', turn: (part: number) => Promise<number>) => {
    await putBack(setup, name)
    const started = performance.now()
    const done = await eachPart([...ALL_PARTS], CONNECTIONS, (part) => untilDone(part, turn))
    const ms = performance.now() - started
    if (done !== RUNS) throw new Error(`${done} of ${RUNS} runs were advanced`)
    return (RUNS / ms) * 1_000
  }
  const jobs = async (peer: typeof boss, count: number, mode?: string) => {
    await peer.fill(RUNS)
    return (count / (await peer.run(count, mode))) * 1_000
  }
  const turns = {
    loop: () => advanced('plain', advance(sql)),
    limit: () => advanced('plain', (part) => advanceRaw(sql, part, BATCH, false)),
    factLoop: () => advanced('with_fact', advance(sql)),
    factLimit: () => advanced('with_fact', (part) => advanceRaw(sql, part, BATCH, true)),
    fast: () => jobs(graphile, RUNS, 'fast'),
    boss: () => jobs(boss, RUNS),
    slow: () => jobs(graphile, SLOW_JOBS, 'default'),
  }
  const names = Object.keys(turns) as (keyof typeof turns)[]
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    keyof typeof turns,
    number[]
  >
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const rate = await turns[name]()
      if (round > 0) rates[name].push(rate)
    }
  }
  print((name) => median(rates[name]))
})

function advance(sql: Sql) {
  return async (part: number) =>
    (await advanceBatch({ sql, part, now: DUE, until: DUE, floor: null, limit: BATCH })).claimed
}

async function untilDone(part: number, turn: (part: number) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const claimed = await turn(part)
    total += claimed
    if (claimed < BATCH) return total
  }
}

type Name = 'loop' | 'limit' | 'factLoop' | 'factLimit' | 'fast' | 'boss' | 'slow'

function print(rate: (name: Name) => number): void {
  const row = (what: string, name: Name, steps: number) => [
    what,
    rate(name).toFixed(0),
    steps > 0 ? (rate(name) * steps).toFixed(0) : '',
  ]
  printTable(
    `steps: ${RUNS} due runs or jobs, batches of ${BATCH}, ${CONNECTIONS} connections, medians of ${ROUNDS} interleaved rounds`,
    [
      ['what', 'runs or jobs/s', 'steps/s'],
      row('the whole loop: delay, e-mail, delay', 'loop', 3),
      row('its statements, decided by nobody', 'limit', 3),
      row('the whole loop with a fact: delay, condition, e-mail, delay', 'factLoop', 4),
      row('its statements, decided by nobody', 'factLimit', 4),
      row('graphile-worker, no-op jobs, local queue of 500, batched completion', 'fast', 0),
      row('pg-boss, no-op jobs, batches of 500', 'boss', 0),
      row('graphile-worker, no-op jobs, as it comes', 'slow', 0),
    ],
  )
  const against = (what: string, name: Name, atLeast: number) => [
    { what: `runs / ${what}`, figure: rate('loop') / rate(name), target: { atLeast } },
    { what: `steps / ${what}`, figure: (rate('loop') * 3) / rate(name), target: { atLeast } },
  ]
  printVerdicts('ratios', [
    { what: 'loop / its statements', figure: rate('loop') / rate('limit'), target: { atLeast: 0.6 } },
    {
      what: 'loop with a fact / its statements',
      figure: rate('factLoop') / rate('factLimit'),
      target: { atLeast: 0.6 },
    },
    ...against('no-op jobs of graphile-worker, batched', 'fast', 1),
    ...against('no-op jobs of pg-boss', 'boss', 1.5),
    ...against('no-op jobs of graphile-worker as it comes', 'slow', 8),
  ])
}

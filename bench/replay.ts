import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { ALL_PARTS } from '#db/part.ts'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'
import { replay } from '#flows/replay/replay.ts'
import { ReplayTally } from '#flows/replay/replay-report.ts'
import { readHistory } from '#server/services/replay/read-history.ts'
import { replaySetting } from '#server/services/replay/replay-setting.ts'
import { advanceBatch } from '#server/services/runs/advance.ts'
import { eachPart } from '#server/worker/each-part.ts'
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

/**
 * Steps a second (lines of a run's trace) of a replay, beside the live loop's over four connections with the same flow and
 * as many people: in memory, and with the reading of their history from PostgreSQL. Interleaved rounds, medians.
 */
await withDatabase(async ({ pool }) => {
  const sql = pool({ max: CONNECTIONS, batches: true })
  const setup = pool({ max: 2 })
  await makeRuns(setup, 'with_fact', RUNS)
  const { flowId, workspaceId } = await placeOf(setup)
  const workspace = (await workspaceFacts(setup, [workspaceId])).get(workspaceId)!
  const span = { from: new Date(NOON), until: DUE }
  const winners = new Map<string, string>()
  const setting = replaySetting({ flow: WITH_FACT, flowId, workspace, ...span, winners })
  const people = peopleOf()

  const live = async () => {
    await putBack(setup, 'with_fact')
    const started = performance.now()
    await eachPart([...ALL_PARTS], CONNECTIONS, (part) => advanced(sql, part))
    return rate(RUNS * 4, started)
  }
  const inMemory = async () => {
    const started = performance.now()
    const tally = new ReplayTally(WITH_FACT)
    for (let passed = 0; passed < PASSING; passed += PAGE) replay(setting, people, tally)
    return rate(stepsOf(tally), started)
  }
  const fromDatabase = async () => {
    const started = performance.now()
    const tally = new ReplayTally(WITH_FACT)
    const wanted = { flow: WITH_FACT, flowId, workspace, ...span }
    for await (const page of readHistory(setup, wanted)) replay(setting, page.people, tally)
    return rate(stepsOf(tally), started)
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
    ['replay in memory', of('inMemory').toFixed(0)],
    ['replay with reading the history', of('fromDatabase').toFixed(0)],
  ])
  printVerdicts('ratios', [
    { what: 'replay / live loop', figure: of('inMemory') / of('live'), target: { atLeast: 30 } },
  ])
})

function rate(steps: number, started: number): number {
  return (steps / (performance.now() - started)) * 1_000
}

/** Lines of the trace that a replay made: entries of each node, departures after a wait, beginnings. */
function stepsOf(tally: ReplayTally): number {
  const report = tally.result()
  const entered = Object.values(report.nodes).reduce((sum, node) => sum + node.entered, 0)
  const resumed = report.edges.find(({ from }) => from === 'n1')?.count ?? 0
  return report.entered + entered + resumed
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

/** The people of the live loop, as a replay sees them: an order a while ago, then a cart. */
function peopleOf(): PersonHistory[] {
  return Array.from({ length: PAGE }, (_, n) => {
    const id = v7()
    const cart = {
      cart_id: String(n),
      items: [{ sku: 'TS-1', name: 'Tişört', quantity: 2, price: '249.90' }],
    }
    const event = { properties: cart, value: '499.80', currency: 'TRY' }
    return {
      ...strangerWith(id, { id, email: `${id}@example.com` }),
      events: [
        { ...event, id: v7(), name: 'Placed Order', time: NOON - 360_000_000 },
        { ...event, id: v7(), name: 'Added to Cart', time: NOON },
      ],
    }
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chaos, wreakHavoc } from '../testing/crash-chaos.ts'
import { differences, type Expected, numberingFault } from '../testing/crash-compare.ts'
import { CrashDatabase } from '../testing/crash-database.ts'
import { type StoredDeeds, type StoredMessage, storedDeeds } from '../testing/crash-deeds.ts'
import { expectedRuns } from '../testing/crash-expected.ts'
import { type Outside, startOutside } from '../testing/crash-outside.ts'
import { Dice, historyFor, type StoredEvent } from '../testing/crash-people.ts'
import { CrashShop } from '../testing/crash-shop.ts'
import type { CrashWorkers } from '../testing/crash-workers.ts'

const RUNS = Number(process.env.AKIS_CRASH_RUNS ?? 20_000)
const SEED = Number(process.env.AKIS_CRASH_SEED ?? 20_261_125)
const WORKERS = 3
const SENT_OVER_MS = 70_000
/** On a busy machine workers are long in starting, and those that start are not killed. */
const ENOUGH_KILLS = 60
const CHAOS_MS = { least: 120_000, most: 300_000 }
/** Longer than any pause between tries that a lost connection or a killed worker brings about. */
const STILL_MS = 150_000
const MOST = 0.9
const CHECK_MS = 120_000

let database: CrashDatabase
let outside: Outside
let shop: CrashShop
let workers: CrashWorkers
let chaos: Chaos
let left: Awaited<ReturnType<CrashShop['left']>>
let expected: Expected[]
let runs: StoredDeeds[]
let messages: StoredMessage[]

beforeAll(async () => {
  const begun = performance.now()
  outside = await startOutside()
  database = await CrashDatabase.start()
  shop = new CrashShop(database)
  await shop.prepare(RUNS, SEED, outside)
  workers = await shop.hire(WORKERS)
  const prepared = performance.now()

  const sending = shop.send(SENT_OVER_MS)
  const havoc = wreakHavoc({
    database,
    workers,
    dice: new Dice(Date.now()),
    enough: async (kills, elapsedMs) => {
      if (elapsedMs > CHAOS_MS.most || (elapsedMs > CHAOS_MS.least && kills >= ENOUGH_KILLS)) return true
      const { inbox, runs, messages } = await shop.left()
      return kills >= ENOUGH_KILLS && inbox === 0 && runs + messages < RUNS * (1 - MOST)
    },
  })
  ;[chaos] = await Promise.all([havoc, sending])
  const calm = performance.now()
  left = await rest()
  const ended = performance.now()
  await workers.stop()

  expected = await whatShouldHaveBeen()
  ;({ runs, messages } = await storedDeeds(database.sql, shop.workspaceId))
  const seconds = (ms: number) => Math.round(ms / 1_000)
  const uncertain = messages.filter(({ status }) => status === 'uncertain')
  report({
    people: shop.people.length,
    runs: runs.length,
    kills: chaos.kills,
    crashes: chaos.crashes,
    messages: messages.length,
    sent: messages.filter(({ status }) => status === 'sent').length,
    uncertain: { all: uncertain.length, arrived: uncertain.filter(({ id }) => outside.mails.has(id)).length },
    inFlight: chaos.inFlight.size,
    mails: outside.mails.size,
    calls: outside.calls.size,
    seconds: {
      prepared: seconds(prepared - begun),
      chaos: seconds(calm - prepared),
      calm: seconds(ended - calm),
    },
    complaints: Object.fromEntries(workers.complaints),
  })
}, 2_400_000)

afterAll(async () => {
  await workers?.stop()
  await outside?.stop()
  await database?.stop()
  await shop?.close()
}, 60_000)

/** Waits until nothing is left to do, or nothing moves any more; returns what is left. */
async function rest(): Promise<typeof left> {
  let seen = ''
  for (let since = performance.now(); ; ) {
    const now = await shop.left()
    const { inbox, runs, messages, calls } = now
    if (inbox + runs + messages + calls === 0) return now
    if (seen !== JSON.stringify(now)) since = performance.now()
    seen = JSON.stringify(now)
    if (performance.now() - since > STILL_MS) return now
    await sleep(1_000)
  }
}

const report = (figures: object) => process.stderr.write(`${JSON.stringify(figures, null, 2)}\n`)

/** Events by the shop's own id. */
async function storedEvents(): Promise<Map<string, StoredEvent>> {
  const rows = await database.sql<{ key: string; id: string; profileId: string; time: Date }[]>`
    select key, id, profile_id as "profileId", time from events where workspace_id = ${shop.workspaceId}`
  return new Map(rows.map(({ key, time, ...row }) => [key, { ...row, time: time.getTime() }]))
}

/** The runs of everybody if nothing had been killed. */
async function whatShouldHaveBeen(): Promise<Expected[]> {
  const stored = await storedEvents()
  const eventOf = (key: string) => {
    const event = stored.get(key)
    if (event === undefined) throw new Error(`The event ${key} was lost`)
    return event
  }
  return shop.people.flatMap((person) => {
    const entered = new Set(person.happenings.flatMap(({ flow }) => (flow === null ? [] : [flow])))
    return [...entered].flatMap((number) => {
      const { flow, flowId } = shop.flows[number]!
      const who = person.identifiers.external_id
      return expectedRuns(flow, flowId, historyFor(person, number, eventOf)).map((run) => ({
        ...run,
        flow,
        flowId,
        who,
      }))
    })
  })
}

describe(`${RUNS} runs while workers and PostgreSQL are killed`, () => {
  it('come to rest: nothing is left to do and no run has failed', () => {
    expect(left).toEqual({ inbox: 0, runs: 0, messages: 0, calls: 0 })
    expect(runs.filter(({ end }) => end.startsWith('failed'))).toEqual([])
  })

  it('route every event once', async () => {
    const [row] = await database.sql<{ stored: number; keys: number; waiting: number }[]>`
      select count(*)::int as stored, count(distinct key)::int as keys, (select count(*)::int from inbox) as waiting
      from events where workspace_id = ${shop.workspaceId} and name not like 'E\\_%'`
    const sent = shop.people.reduce((sum, { happenings }) => sum + happenings.length, 0)
    expect(row).toEqual({ stored: sent, keys: sent, waiting: 0 })
  })

  it('end as they would have undisturbed, each there once', { timeout: CHECK_MS }, () => {
    expect(expected.length).toBeGreaterThanOrEqual(RUNS)
    const told = differences(expected, runs)
    expect(told.length, `${told.length} runs differ; the first one:\n${told[0]}\n`).toBe(0)
  })

  it('number each advance and each of its lines without gap or repeat', () => {
    const flowOf = new Map(shop.flows.map(({ flow, flowId }) => [flowId, flow]))
    const faults = runs.flatMap((run) => numberingFault(flowOf.get(run.flowId)!, run) ?? [])
    expect(faults.slice(0, 5)).toEqual([])
  })

  it('hand over each message once, but for those whose answer was lost', () => {
    const byId = new Map(messages.map((message) => [message.id, message]))
    const twice = [...outside.mails].filter(([, to]) => to.length > 1)
    expect(twice).toEqual([])
    const wrong = [...outside.mails].filter(([id, [to]]) => {
      const message = byId.get(id)
      return message === undefined || message.to !== to || !['sent', 'uncertain'].includes(message.status)
    })
    expect(wrong).toEqual([])
    expect(messages.filter(({ id, status }) => status === 'sent' && !outside.mails.has(id))).toEqual([])
  })

  it('leave no more messages uncertain than were under way when somebody was killed', () => {
    const uncertain = messages.filter(({ status }) => status === 'uncertain')
    expect(uncertain.filter(({ id }) => !chaos.inFlight.has(id))).toEqual([])
    expect(uncertain.length).toBeLessThanOrEqual(chaos.inFlight.size)
  })

  it('emit each event once, and reach every receiver of a webhook', async () => {
    const rows = await database.sql<{ key: string }[]>`
      select key from events where workspace_id = ${shop.workspaceId} and name like 'E\\_%'`
    const idOf = runIds()
    const passed = (kind: string) =>
      expected.flatMap((run) => {
        const nodes = new Set(run.flow.nodes.filter((node) => node.kind === kind).map(({ id }) => id))
        return run.trace.flatMap((line) => {
          const [how, node, visit] = line.split(' ')
          return how !== 'resumed' && nodes.has(node!) ? [[idOf(run), node, visit]] : []
        })
      })
    const emitted = passed('emit_event').map((parts) => `emitted ${parts.join(' ')}`)
    expect(rows.map(({ key }) => key).sort()).toEqual(emitted.sort())
    const called = passed('webhook').map((parts) => parts.join(':'))
    expect([...outside.calls.keys()].sort()).toEqual(called.sort())
  })

  it('leave people on the lists, and with the properties, that their runs gave them', async () => {
    const members = await database.sql<{ who: string; name: string }[]>`
      select p.external_id as who, l.name from memberships m join lists l on l.id = m.group_id
      join profiles p on p.part = m.part and p.id = m.profile_id where m.workspace_id = ${shop.workspaceId}`
    const people = await database.sql<{ who: string; properties: Record<string, number> }[]>`
      select external_id as who, properties from profiles where workspace_id = ${shop.workspaceId}`
    const should = whatStepsLeave()
    expect(members.map(({ who, name }) => `${who} ${name}`).sort()).toEqual([...should.members].sort())
    const marks = people.flatMap(({ who, properties }) =>
      Object.entries(properties).flatMap(([name, value]) =>
        name === 'n' ? [] : [`${who} ${name} ${value}`],
      ),
    )
    expect(marks.sort()).toEqual([...should.marks].map(([mark, value]) => `${mark} ${value}`).sort())
  })
})

/** The id that a run was really given. */
function runIds(): (run: Expected) => string | undefined {
  const ids = new Map(runs.map(({ id, flowId, triggerId }) => [`${flowId} ${triggerId}`, id]))
  return ({ flowId, triggerId }) => ids.get(`${flowId} ${triggerId}`)
}

/** What list and update steps leave behind, by the expected traces: the last one holds. */
function whatStepsLeave(): { members: Set<string>; marks: Map<string, unknown> } {
  const members = new Set<string>()
  const marks = new Map<string, unknown>()
  for (const { flow, who, trace } of expected) {
    for (const line of trace) {
      const [how, id] = line.split(' ')
      const node = how === 'passed' ? flow.nodes.find((one) => one.id === id) : undefined
      if (node?.kind === 'list') {
        const name = `${who} ${node.config.list}`
        if (node.config.action === 'add') members.add(name)
        else members.delete(name)
      }
      if (node?.kind === 'update_profile')
        for (const [name, value] of Object.entries(node.config.set)) marks.set(`${who} ${name}`, value)
    }
  }
  return { members, marks }
}

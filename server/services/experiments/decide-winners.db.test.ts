import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { ExperimentWinner } from '#flows/graph/flow.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { decideWinners } from './decide-winners.ts'
import { listExperiments } from './list-experiments.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)
const PEOPLE = 40

let shop: DrivenShop
let flowId: string
const ctx = (): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'system' },
  now: later(60),
})
const report = async () => (await listExperiments({ ctx: ctx(), input: { id: flowId } })).experiments[0]!
const decide = (now = later(60)) => decideWinners({ sql: database.sql, now })

async function publish(winner: Partial<ExperimentWinner> | null = {}, holdoutPercent = 0): Promise<void> {
  const rule = winner && { metric: 'goal', after: { people: PEOPLE }, probability: 0.9, ...winner }
  const paths = ['a', 'b'].map((id) => ({ id, weight: 50 }))
  const flow = flowOf({
    nodes: [
      { id: 'x', kind: 'experiment', config: { paths, ...(rule ? { winner: rule } : {}) } },
      { id: 'mail-a', kind: 'email' },
      { id: 'mail-b', kind: 'email' },
      { id: 'rest', kind: 'delay', config: { for: { amount: 30, unit: 'days' } } },
    ],
    edges: [
      { from: 'trigger', to: 'x' },
      { from: 'x', branch: 'a', to: 'mail-a' },
      { from: 'x', branch: 'b', to: 'mail-b' },
      { from: 'mail-a', to: 'rest' },
      { from: 'mail-b', to: 'rest' },
    ],
    settings: { goal: { event: 'Placed Order', sameKey: true }, holdoutPercent },
  })
  flowId = (await shop.publish(flow)).flowId
}

let count = 0
const happen = (event: string, at: Date, who: string) =>
  shop.happen([{ event, at, identifiers: { external_id: who }, properties: { cart_id: who } }])
async function enter(people: number, at = NOON): Promise<string[]> {
  const names = Array.from({ length: people }, () => `c-${count++}`)
  await shop.accept(
    names.map((who) => ({
      event: 'Added to Cart',
      at,
      identifiers: { external_id: who },
      properties: { cart_id: who },
    })),
  )
  await shop.route(at)
  return names
}
/** The keys of those who went down a path. */
const down = async (path: string, names: string[]) => {
  const rows = await database.sql<{ key: string }[]>`
    select r.key from run_steps s join runs r on r.part = s.part and r.id = s.run_id
    where s.flow_id = ${flowId} and s.node = 'x' and s.branch = ${path} and r.key = any(${names})`
  return rows.map(({ key }) => key)
}

beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

describe('an experiment', () => {
  it('is won by the path that reaches the goal more often, and everyone goes there afterwards', async () => {
    await publish()
    const early = await enter(PEOPLE - 1)
    for (const who of await down('b', early)) await happen('Placed Order', later(10), who)
    expect(await decide()).toBe(0)
    await enter(1)
    expect(await decide()).toBe(1)
    expect(await decide()).toBe(0)
    const { winner, people, paths } = await report()
    expect(people).toBe(PEOPLE)
    expect(winner).toMatchObject({ path: 'b', decidedAt: later(60).toISOString() })
    expect(winner?.probability).toBeGreaterThan(0.99)
    expect(paths.map(({ id, successes }) => [id, successes > 0])).toEqual([
      ['a', false],
      ['b', true],
    ])
    const after = await enter(30, later(120))
    expect(await down('b', after)).toHaveLength(30)
    const [row] =
      await database.sql`select figures, probability from experiment_winners where flow_id = ${flowId}`
    expect(row?.figures).toHaveLength(2)
  })

  it('stays open while the paths are alike, and is decided by its date at the earliest', async () => {
    await publish({ after: { date: later(100).toISOString() } })
    const names = await enter(20)
    expect(await decide(later(100))).toBe(0)
    for (const who of await down('a', names)) await happen('Placed Order', later(10), who)
    expect(await decide(later(99))).toBe(0)
    expect(await decide(later(100))).toBe(1)
    expect((await report()).winner?.path).toBe('a')
  })

  it('without a rule has figures and never a winner', async () => {
    await publish(null)
    await enter(50)
    expect(await decide()).toBe(0)
    expect(await report()).toMatchObject({ metric: 'goal', rule: null, people: 50, winner: null })
  })

  it('leaves those out who are held out, since they get no message', async () => {
    await publish({}, 100)
    await enter(5)
    expect((await report()).people).toBe(0)
  })

  it('is decided once, whatever number of workers there are', async () => {
    await publish()
    const names = await enter(PEOPLE)
    for (const who of await down('b', names)) await happen('Placed Order', later(10), who)
    const decided = await Promise.all(Array.from({ length: 6 }, () => decide()))
    expect(decided.reduce((sum, n) => sum + n)).toBe(1)
  })

  it('of a flow that is paused waits', async () => {
    await publish()
    const names = await enter(PEOPLE)
    for (const who of await down('b', names)) await happen('Placed Order', later(10), who)
    await database.sql`update flows set status = 'paused' where id = ${flowId}`
    expect(await decide()).toBe(0)
  })
})

describe('what counts as a success', () => {
  const touch = async (column: 'opened_at' | 'clicked_at', names: string[]) => database.sql`
    update messages m set ${database.sql(column)} = ${later(20)} from runs r
    where r.part = m.part and r.id = m.run_id and m.flow_id = ${flowId} and r.key = any(${names})`

  it.each([
    ['opened', 'opened_at'],
    ['opened', 'clicked_at'],
    ['clicked', 'clicked_at'],
  ] as const)('%s: by a person (%s)', async (metric, column) => {
    await publish({ metric })
    const names = await enter(PEOPLE)
    await touch(column, await down('a', names))
    expect(await decide()).toBe(1)
    expect((await report()).winner?.path).toBe('a')
  })

  it('clicked: an open is none', async () => {
    await publish({ metric: 'clicked' })
    await touch('opened_at', await enter(PEOPLE))
    expect((await report()).paths.map(({ successes }) => successes)).toEqual([0, 0])
  })

  it('ordered: an order credited to a message that came since; a scanner’s click earns none', async () => {
    await publish({ metric: 'ordered' })
    const names = await enter(PEOPLE)
    const credit = async (path: string, bot: boolean) => database.sql`
      insert into conversions (part, workspace_id, event_id, profile_id, message_id, run_id, flow_id, version_id, node, channel,
        touch, amount, currency, at, touched_at, bot_touch)
      select m.part, m.workspace_id, m.id, m.profile_id, m.id, m.run_id, m.flow_id, m.version_id, m.node, m.channel, 'clicked',
        10, 'TRY', ${later(30)}, ${later(20)}, ${bot}
      from messages m join runs r on r.part = m.part and r.id = m.run_id
      where m.flow_id = ${flowId} and r.key = any(${await down(path, names)})`
    await credit('a', true)
    await credit('b', false)
    expect(await decide()).toBe(1)
    expect((await report()).winner?.path).toBe('b')
    expect((await report()).paths[0]?.successes).toBe(0)
  })
})

it('another shop’s experiments are not found', async () => {
  await publish()
  const stranger = { ...ctx(), workspaceId: v7() }
  await expect(listExperiments({ ctx: stranger, input: { id: flowId } })).rejects.toMatchObject({
    code: 'not_found',
  })
})

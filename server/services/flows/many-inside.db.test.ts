import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { runJob } from '../jobs/run-job.ts'
import { testRuntime } from '../messages/testing/seed.ts'
import { archiveFlow } from './archive-flow.ts'
import { pauseFlow } from './pause-flow.ts'
import type { ChangedFlow } from './publish-flow.ts'
import { resumeFlow } from './resume-flow.ts'

const database = testDatabase()
const MINUTE = 60_000
const START = new Date('2026-11-22T10:00:00Z')
const after = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)
const MANY = 1_050

const flow = flowOf({
  settings: { goal: { event: 'Placed Order', sameKey: true } },
  nodes: [
    { id: 'wait', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } },
    { id: 'mail', kind: 'email' },
    { id: 'later', kind: 'delay', config: { for: { amount: 1, unit: 'days' } } },
  ],
})

const cart = (n: number, at: Date, event = 'Added to Cart') => ({
  event,
  at,
  identifiers: { external_id: `c-${n}` },
  properties: { cart_id: `k-${n}` },
})

interface Crowd {
  shop: DrivenShop
  id: string
  ctx: (now: Date) => Ctx
  /** What is left to the workers, done now. */
  work: (changed: ChangedFlow, now: Date) => Promise<void>
}

/** People who all put something into their cart at the start. */
async function crowd(people: number): Promise<Crowd> {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(flow)
  await shop.accept(Array.from({ length: people }, (_, n) => cart(n, START)))
  await shop.route(START)
  return {
    shop,
    id: flowId,
    ctx: (now) => ({
      sql: database.sql,
      workspaceId: shop.workspaceId,
      actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
      now,
    }),
    work: async ({ job }, now) => {
      expect(job).not.toBeNull()
      await runJob({ runtime: testRuntime(database), id: job!, now: () => now })
    },
  }
}

const wakes = (id: string) =>
  database.sql<
    { at: Date }[]
  >`select wake_at as at from runs where flow_id = ${id} and status = 'waiting' order by wake_at`

describe('a pause with many people inside', () => {
  it('stops everybody at once, also those whose rows are still to follow', async () => {
    const { shop, id, ctx, work } = await crowd(MANY)
    const paused = await pauseFlow({ ctx: ctx(after(1)), input: { id } })
    expect((await shop.tally()).runs).toEqual({ waiting: MANY })
    // one of them buys, another does something, and the timer of one fires, before any worker came by
    await shop.accept([cart(0, after(2), 'Placed Order'), cart(1, after(2))])
    await shop.route(after(2))
    await shop.passTime(after(10))
    expect(await shop.tally()).toEqual({
      runs: { 'completed:goal': 1, held: MANY - 1 },
      messages: {},
    })
    await work(paused, after(11))
    expect((await shop.tally()).runs).toEqual({ 'completed:goal': 1, held: MANY - 1 })
  })
})

describe('a resume with many people inside', () => {
  it('takes people in at once, and lets those inside go on batch by batch', async () => {
    const { shop, id, ctx, work } = await crowd(MANY)
    await work(await pauseFlow({ ctx: ctx(after(1)), input: { id } }), after(1))
    const resumed = await resumeFlow({ ctx: ctx(after(60)), input: { id } })
    expect(resumed).toMatchObject({ status: 'live' })
    await shop.accept([cart(MANY, after(61))])
    await shop.route(after(61))
    expect((await shop.tally()).runs).toEqual({ held: MANY, waiting: 1 })
    await work(resumed, after(62))
    await shop.passTime(after(62))
    expect((await shop.tally()).messages).toEqual({ pending: MANY })
  })

  it('skips the messages of those who fell due', async () => {
    const { shop, id, ctx, work } = await crowd(MANY)
    await work(await pauseFlow({ ctx: ctx(after(1)), input: { id } }), after(1))
    await work(await resumeFlow({ ctx: ctx(after(60)), input: { id, backlog: 'skip' } }), after(60))
    expect(await shop.tally()).toEqual({
      runs: { waiting: MANY },
      messages: { 'skipped:paused': MANY },
    })
  })

  it('that is paused again in between leaves the others frozen', async () => {
    const { shop, id, ctx, work } = await crowd(MANY)
    await work(await pauseFlow({ ctx: ctx(after(1)), input: { id } }), after(1))
    const resumed = await resumeFlow({ ctx: ctx(after(60)), input: { id } })
    await pauseFlow({ ctx: ctx(after(61)), input: { id } })
    await work(resumed, after(62))
    expect((await shop.tally()).runs).toEqual({ held: MANY })
  })
})

describe('a backlog that is spread', () => {
  it.each([12, MANY])('lets %i people go on evenly over the hours', async (people) => {
    const { id, ctx, work } = await crowd(people)
    const paused = await pauseFlow({ ctx: ctx(after(1)), input: { id } })
    if (paused.job) await work(paused, after(1))
    const resumed = await resumeFlow({ ctx: ctx(after(60)), input: { id, backlog: 'spread', hours: 2 } })
    if (resumed.job) await work(resumed, after(60))
    const spread = (await wakes(id)).map(({ at }) => at.getTime() - after(60).getTime())
    expect(spread).toEqual(
      Array.from({ length: people }, (_, rank) => Math.floor((rank * 120 * MINUTE) / people)),
    )
  })

  it('leaves alone who did not fall due', async () => {
    const { shop, id, ctx } = await crowd(2)
    await shop.accept([cart(7, after(5))])
    await shop.route(after(5))
    await pauseFlow({ ctx: ctx(after(6)), input: { id } })
    await resumeFlow({ ctx: ctx(after(12)), input: { id, backlog: 'spread', hours: 1 } })
    expect((await wakes(id)).map(({ at }) => at)).toEqual([after(12), after(15), after(42)])
  })
})

describe('archiving with many people inside', () => {
  it('lets everyone leave with the reason, and answers at once', async () => {
    const { shop, id, ctx, work } = await crowd(MANY)
    const archived = await archiveFlow({ ctx: ctx(after(1)), input: { id } })
    expect(archived).toMatchObject({ status: 'archived' })
    await work(archived, after(2))
    expect((await shop.tally()).runs).toEqual({ 'exited:archived': MANY })
  })
})

import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx, Role } from '../context.ts'
import { getJob } from '../jobs/get-job.ts'
import { runJob } from '../jobs/run-job.ts'
import { testRuntime } from '../messages/testing/seed.ts'
import { archiveFlow } from './archive-flow.ts'
import { getRun } from './get-run.ts'
import { listFailing } from './list-failing.ts'
import { listRuns } from './list-runs.ts'
import { pauseFlow } from './pause-flow.ts'
import { resumeFlow } from './resume-flow.ts'
import { retryRun } from './retry-run.ts'
import { retryRuns } from './retry-runs.ts'

const database = testDatabase()
const HOUR = 3_600_000
const START = new Date('2026-11-22T10:00:00Z')
const after = (hours: number) => new Date(START.getTime() + hours * HOUR)

const flow = flowOf({
  nodes: [
    { id: 'wait', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
    { id: 'mail', kind: 'email' },
  ],
})

const cart = (n: number) => ({
  event: 'Added to Cart',
  at: START,
  identifiers: { external_id: `c-${n}` },
  properties: { cart_id: `k-${n}` },
})

let shop: DrivenShop
let id: string
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
  ;({ flowId: id } = await shop.publish(flow))
})

const ctx = (now: Date, role: Role = 'marketer'): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now,
})

/** People whose step failed for a day: no message could be stored, for the database refused it. */
async function failed(people: number): Promise<string[]> {
  await shop.accept(Array.from({ length: people }, (_, n) => cart(n)))
  await shop.route(START)
  await database.sql.unsafe(
    `alter table messages add constraint refused check (flow_id <> '${id}') not valid`,
  )
  await shop.passTime(after(40))
  await database.sql.unsafe('alter table messages drop constraint refused')
  const { items } = await listRuns({ ctx: ctx(after(40)), input: { id, status: 'failed', limit: 200 } })
  expect(items).toHaveLength(people)
  return items.map((run) => run.id)
}

describe('a failed run', () => {
  it('says why, and tries again from where it stood', async () => {
    const [run] = await failed(1)
    const { items } = await listRuns({ ctx: ctx(after(41)), input: { id, status: 'failed', limit: 50 } })
    expect(items[0]).toMatchObject({
      status: 'failed',
      reason: 'error',
      error: expect.stringContaining('refused'),
    })
    const back = await retryRun({ ctx: ctx(after(41)), input: { id: run! } })
    expect(back).toMatchObject({ status: 'waiting', node: 'wait', reason: null, error: null, endedAt: null })
    expect(back.trace.at(-1)).toMatchObject({ kind: 'retried', node: 'wait' })
    await shop.passTime(after(41))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 1 }, messages: { pending: 1 } })
    await expect(retryRun({ ctx: ctx(after(42)), input: { id: run! } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is told to the team for a month, by its flow, unless that is archived', async () => {
    const [run] = await failed(3)
    const told = async (now: Date) => (await listFailing({ ctx: ctx(now, 'analyst') })).items
    expect(await told(after(41))).toEqual([{ id, name: flow.name, failed: 3 }])
    expect((await listFailing({ ctx: { ...ctx(after(41)), workspaceId: v7() } })).items).toEqual([])
    await retryRun({ ctx: ctx(after(41)), input: { id: run! } })
    expect(await told(after(41))).toMatchObject([{ failed: 2 }])
    expect(await told(after(41 + 31 * 24))).toEqual([])
    await archiveFlow({ ctx: ctx(after(43)), input: { id } })
    expect(await told(after(44))).toEqual([])
  })

  it('that is retried by two people at once goes on once', async () => {
    const [run] = await failed(1)
    const tries = await Promise.allSettled([
      retryRun({ ctx: ctx(after(41)), input: { id: run! } }),
      retryRun({ ctx: ctx(after(41)), input: { id: run! } }),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { trace } = await getRun({ ctx: ctx(after(41)), input: { id: run! } })
    expect(trace.filter(({ kind }) => kind === 'retried')).toHaveLength(1)
  })

  it('waits in a paused flow, and is left alone in an archived one', async () => {
    const [first, second] = await failed(2)
    await pauseFlow({ ctx: ctx(after(41)), input: { id } })
    expect(await retryRun({ ctx: ctx(after(41)), input: { id: first! } })).toMatchObject({ status: 'held' })
    await shop.passTime(after(42))
    expect((await shop.tally()).messages).toEqual({})
    await resumeFlow({ ctx: ctx(after(42)), input: { id } })
    await shop.passTime(after(42))
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
    await archiveFlow({ ctx: ctx(after(43)), input: { id } })
    await expect(retryRun({ ctx: ctx(after(43)), input: { id: second! } })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(retryRuns({ ctx: ctx(after(43)), input: { id } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is retried with all others of its flow by a job', async () => {
    await failed(8)
    const { job } = await retryRuns({ ctx: ctx(after(41)), input: { id } })
    await runJob({ runtime: testRuntime(database), id: job, now: () => after(41) })
    expect(await getJob({ ctx: ctx(after(41)), input: { id: job } })).toMatchObject({
      status: 'done',
      result: { retried: 8 },
    })
    await shop.passTime(after(41))
    expect(await shop.tally()).toEqual({ runs: { 'completed:end': 8 }, messages: { pending: 8 } })
  })

  it('is refused to who may only read', async () => {
    const [run] = await failed(1)
    const analyst = ctx(after(41), 'analyst')
    await expect(retryRun({ ctx: analyst, input: { id: run! } })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(retryRuns({ ctx: analyst, input: { id } })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('of another shop is not there', async () => {
    const [run] = await failed(1)
    const stranger: Ctx = { ...ctx(after(41)), workspaceId: v7() }
    await expect(retryRun({ ctx: stranger, input: { id: run! } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

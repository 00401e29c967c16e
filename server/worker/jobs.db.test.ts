import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Ctx, Role } from '../services/context.ts'
import { archiveFlow } from '../services/flows/archive-flow.ts'
import { getImpact } from '../services/flows/get-impact.ts'
import { pauseFlow } from '../services/flows/pause-flow.ts'
import type { PeopleChoices } from '../services/flows/people-choices.ts'
import { publishFlow } from '../services/flows/publish-flow.ts'
import { resumeFlow } from '../services/flows/resume-flow.ts'
import { retryRuns } from '../services/flows/retry-runs.ts'
import { saveDraft } from '../services/flows/save-draft.ts'
import { cancelJob } from '../services/jobs/cancel-job.ts'
import { getJob } from '../services/jobs/get-job.ts'
import { listJobs } from '../services/jobs/list-jobs.ts'
import { runJob } from '../services/jobs/run-job.ts'
import { startJob } from '../services/jobs/start-job.ts'
import { testRuntime } from '../services/messages/testing/seed.ts'
import { DrivenShop } from '../testing/driven-shop.ts'
import { flowOf } from '../testing/flow-of.ts'
import { type WorkerProcess, workerProcess } from '../testing/worker-process.ts'
import { startWorker, type Worker } from './worker.ts'

const database = testDatabase()
const LONG = 90_000

const week = flowOf({
  nodes: [{ id: 'week', kind: 'delay', config: { for: { amount: 7, unit: 'days' } } }],
})

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function worker(): Promise<Worker> {
  const started = await startWorker({ runtime: testRuntime(database) })
  stops.push(() => started.stop())
  return started
}

async function process(): Promise<WorkerProcess> {
  const started = await workerProcess(database.url)
  stops.push(async () => {
    started.child.kill('SIGKILL')
    await started.ended
  })
  return started
}

interface Crowd {
  shop: DrivenShop
  flowId: string
  ctx: (role?: Role) => Ctx
}

/** A flow with people who wait for a week. */
async function crowd(people: number): Promise<Crowd> {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(week)
  const now = new Date()
  await shop.accept(
    Array.from({ length: people }, (_, n) => ({
      event: 'Added to Cart',
      at: now,
      identifiers: { external_id: `c-${n}` },
      properties: { cart_id: `k-${n}` },
    })),
  )
  await shop.route(now)
  const ctx = (role: Role = 'marketer'): Ctx => ({
    sql: database.sql,
    workspaceId: shop.workspaceId,
    actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
    now: new Date(),
  })
  return { shop, flowId, ctx }
}

/** Holds the last run of a flow until it is called: who comes to it waits. */
async function holdLast(flowId: string): Promise<() => Promise<void>> {
  const held = await database.sql.reserve()
  await held`begin`
  await held`select 1 from runs where flow_id = ${flowId} order by part desc, id desc limit 1 for update`
  let open = true
  const release = async () => {
    if (!open) return
    open = false
    await held`rollback`
    held.release()
  }
  stops.unshift(release)
  return release
}

const job = ({ ctx }: Crowd, id: string) => getJob({ ctx: ctx(), input: { id } })
const ended = async ({ flowId }: Crowd) => {
  const [row] = await database.sql`
    select (select count(*)::int from runs where flow_id = ${flowId} and status = 'exited') as runs,
      (select count(*)::int from run_steps where flow_id = ${flowId} and kind = 'ended') as traces`
  return row as { runs: number; traces: number }
}
const TOOK_HALF = { timeout: 30_000, interval: 50 }

describe('a job', () => {
  it('is worked on at once, and shows how far it is and what came of it', async () => {
    const many = await crowd(1_100)
    await worker()
    const { job: id } = await pauseFlow({ ctx: many.ctx(), input: { id: many.flowId } })
    await expect.poll(async () => (await job(many, id!)).status, TOOK_HALF).toBe('done')
    expect(await job(many, id!)).toMatchObject({
      kind: 'pause',
      flow: { id: many.flowId, name: 'Test' },
      progress: 1,
      result: { people: 1_100 },
      error: null,
      createdBy: 'Ayşe',
    })
    expect((await many.shop.tally()).runs).toEqual({ held: 1_100 })
    const { items, next } = await listJobs({ ctx: many.ctx('analyst'), input: { limit: 1 } })
    expect([items.map((one) => one.id), next]).toEqual([[id], null])
  })

  it('of a worker that was killed is taken over, and goes on where it was', { timeout: LONG }, async () => {
    const many = await crowd(1_100)
    const release = await holdLast(many.flowId)
    const first = await process()
    const { job: id } = await archiveFlow({ ctx: many.ctx(), input: { id: many.flowId } })
    await expect.poll(async () => (await job(many, id!)).progress, TOOK_HALF).toBeGreaterThan(0.5)
    first.child.kill('SIGKILL')
    expect(await first.ended).toBe('SIGKILL')
    await release()
    const before = await ended(many)
    expect(before.runs).toBeGreaterThan(0)
    expect(before.runs).toBeLessThan(1_100)
    expect((await job(many, id!)).status).toBe('running')

    // as if half a minute had gone by
    await database.sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where id = ${id}`
    await worker()
    await expect
      .poll(async () => (await job(many, id!)).status, { timeout: 60_000, interval: 200 })
      .toBe('done')
    expect((await job(many, id!)).result).toEqual({ people: 1_100 })
    expect(await ended(many)).toEqual({ runs: 1_100, traces: 1_100 })
  })

  it('is left in order by a worker that is asked to stop, which leaves nothing behind', {
    timeout: LONG,
  }, async () => {
    const many = await crowd(1_100)
    const release = await holdLast(many.flowId)
    const first = await process()
    const { job: id } = await archiveFlow({ ctx: many.ctx(), input: { id: many.flowId } })
    await expect.poll(async () => (await job(many, id!)).progress, TOOK_HALF).toBeGreaterThan(0.5)
    first.child.kill('SIGTERM')
    setTimeout(release, 500)
    expect(await first.ended).toBe(0)
    const { runs, traces } = await ended(many)
    expect(runs).toBe(traces)
    expect(['queued', 'done']).toContain((await job(many, id!)).status)
    const [connections] = await database.sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'akis worker%'`
    expect(connections!.n).toBe(0)
    await worker()
    await expect
      .poll(async () => (await job(many, id!)).status, { timeout: 60_000, interval: 200 })
      .toBe('done')
    expect(await ended(many)).toEqual({ runs: 1_100, traces: 1_100 })
  })

  it('that is cancelled while it is worked on stops at its next step', async () => {
    const many = await crowd(1_100)
    const release = await holdLast(many.flowId)
    const later = { id: 'later', kind: 'delay', config: { for: { amount: 9, unit: 'days' } } }
    const graph = flowOf({ nodes: [...week.nodes, later] })
    await saveDraft({ ctx: many.ctx(), input: { id: many.flowId, graph } })
    const people: PeopleChoices = { week: { do: 'move', to: 'later' } }
    const { job: id } = await publishFlow({ ctx: many.ctx(), input: { id: many.flowId, people } })
    await worker()
    await expect.poll(async () => (await job(many, id!)).progress, TOOK_HALF).toBeGreaterThan(0.5)
    expect(await cancelJob({ ctx: many.ctx(), input: { id: id! } })).toMatchObject({ status: 'cancelled' })
    await release()
    const standing = async () => {
      const { nodes } = await getImpact({ ctx: many.ctx(), input: { id: many.flowId } })
      return nodes.map(({ node, waiting }) => `${waiting} at ${node}`)
    }
    // the step under way is taken back whole
    await expect.poll(standing, TOOK_HALF).toEqual(['100 at week'])
    expect((await many.shop.tally()).runs).toEqual({ waiting: 1_100 })
    expect(await job(many, id!)).toMatchObject({ status: 'cancelled', result: null })
  })

  it('that is cancelled before it began never does', async () => {
    const few = await crowd(3)
    const id = await startJob({
      ctx: few.ctx(),
      input: { kind: 'retry_runs', flowId: few.flowId, input: { until: 0 } },
    })
    expect(await job(few, id)).toMatchObject({ status: 'queued', startedAt: null })
    await cancelJob({ ctx: few.ctx(), input: { id } })
    await runJob({ runtime: testRuntime(database), id, now: () => new Date() })
    expect(await job(few, id)).toMatchObject({ status: 'cancelled', result: null })
    await expect(cancelJob({ ctx: few.ctx(), input: { id } })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('that can not be done fails with its message', async () => {
    const few = await crowd(1)
    const id = await startJob({
      ctx: few.ctx(),
      input: { kind: 'retry_runs', flowId: few.flowId, input: { until: 'never' } },
    })
    await worker()
    await expect.poll(async () => (await job(few, id)).status, TOOK_HALF).toBe('failed')
    expect((await job(few, id)).error).toContain('until')
  })

  it('of another shop is not there, and who may only read can not change it', async () => {
    const [mine, theirs] = [await crowd(1), await crowd(1)]
    const { job: id } = await retryRuns({ ctx: theirs.ctx(), input: { id: theirs.flowId } })
    await expect(job(mine, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelJob({ ctx: mine.ctx(), input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    const analyst = theirs.ctx('analyst')
    for (const refused of [
      cancelJob({ ctx: analyst, input: { id } }),
      retryRuns({ ctx: analyst, input: { id: theirs.flowId } }),
      pauseFlow({ ctx: analyst, input: { id: theirs.flowId } }),
      resumeFlow({ ctx: analyst, input: { id: theirs.flowId } }),
      archiveFlow({ ctx: analyst, input: { id: theirs.flowId } }),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  })
})

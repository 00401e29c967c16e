import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx } from '../services/context.ts'
import { pauseFlow } from '../services/flows/pause-flow.ts'
import { publishFlow } from '../services/flows/publish-flow.ts'
import { resumeFlow } from '../services/flows/resume-flow.ts'
import { saveDraft } from '../services/flows/save-draft.ts'
import { testRuntime } from '../services/messages/testing/seed.ts'
import { updateWorkspace } from '../services/workspace/update-workspace.ts'
import { DrivenShop, type Said } from '../testing/driven-shop.ts'
import { type WorkerProcess, workerProcess } from '../testing/worker-process.ts'
import { startWorker } from './worker.ts'

const database = testDatabase()
const LONG = 90_000
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function worker(): Promise<void> {
  const started = await startWorker({ runtime: testRuntime(database) })
  stops.push(() => started.stop())
}

async function process(): Promise<WorkerProcess> {
  const started = await workerProcess(database.url)
  stops.push(async () => {
    started.child.kill('SIGKILL')
    await started.ended
  })
  return started
}

const cart = (n: number, at = new Date()): Said => ({
  event: 'Added to Cart',
  at,
  identifiers: { external_id: `c-${n}` },
  properties: { cart_id: `k-${n}` },
})

const waiting = (seconds: number) =>
  flowOf({
    nodes: [
      { id: 'w', kind: 'delay', config: { for: { amount: seconds, unit: 'seconds' } } },
      { id: 'm', kind: 'email' },
      { id: 'z', kind: 'delay', config: { for: { amount: 7, unit: 'days' } } },
    ],
  })

const PEOPLE = 40
/** People whose timer comes round in a moment. */
async function dueShop(): Promise<{ shop: DrivenShop; flowId: string }> {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(waiting(2))
  const now = new Date()
  await shop.accept(Array.from({ length: PEOPLE }, (_, n) => cart(n, now)))
  await shop.route(now)
  return { shop, flowId }
}

/** Holds a flow's row, so that a batch that has claimed its runs waits in the middle of its transaction. */
async function holdFlow(flowId: string): Promise<() => Promise<void>> {
  const held = await database.sql.reserve()
  await held`begin`
  await held`select 1 from flows where id = ${flowId} for update`
  let open = true
  const release = async () => {
    if (!open) return
    open = false
    await held`rollback`
    held.release()
  }
  stops.push(release)
  return release
}

const blocked = async () => {
  const [row] = await database.sql`
    select count(*)::int as n from pg_stat_activity where datname = current_database()
      and application_name = 'akis worker' and wait_event_type = 'Lock'`
  return row!.n as number
}
const connections = async () => {
  const [row] = await database.sql`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'akis worker%'`
  return row!.n as number
}
const passed = async (flowId: string) => {
  const [row] = await database.sql`
    select (select count(*)::int from runs where flow_id = ${flowId} and node = 'z') as runs,
      (select count(*)::int from run_steps where flow_id = ${flowId} and kind = 'passed' and node = 'm') as traces,
      (select count(*)::int from messages where flow_id = ${flowId}) as messages`
  return row
}
const everyone = { runs: PEOPLE, traces: PEOPLE, messages: PEOPLE }
const SOON = { timeout: 20_000, interval: 50 }

describe('a worker that freezes in the middle of a batch', () => {
  it('loses its claims to another, and does no harm when it wakes', { timeout: LONG }, async () => {
    const { flowId } = await dueShop()
    const release = await holdFlow(flowId)
    const first = await process()
    await expect.poll(blocked, SOON).toBeGreaterThan(0)
    first.child.kill('SIGSTOP')
    await release()
    await worker()
    await expect.poll(() => passed(flowId), { timeout: 45_000, interval: 100 }).toEqual(everyone)
    first.child.kill('SIGCONT')
    first.child.kill('SIGTERM')
    await first.ended
    expect(await passed(flowId)).toEqual(everyone)
  })
})

describe('a worker that is asked to stop in the middle of a batch', () => {
  it('finishes it, ends well and leaves no connection', { timeout: LONG }, async () => {
    const { flowId } = await dueShop()
    const release = await holdFlow(flowId)
    const first = await process()
    await expect.poll(blocked, SOON).toBeGreaterThan(0)
    first.child.kill('SIGTERM')
    setTimeout(release, 300)
    expect(await first.ended).toBe(0)
    expect(await connections()).toBe(0)
    const done = (await passed(flowId))!
    expect(done.runs).toBeGreaterThan(0)
    expect(done).toEqual({ runs: done.runs, traces: done.runs, messages: done.runs })
    await worker()
    await expect.poll(() => passed(flowId), SOON).toEqual(everyone)
  })
})

describe('a change of the configuration', () => {
  it('holds in every worker from the next event on', { timeout: LONG }, async () => {
    const shop = await new DrivenShop(database.sql).open()
    const { flowId } = await shop.publish(waiting(1_000))
    await worker()
    await worker()
    const ctx = (): Ctx => ({
      sql: database.sql,
      workspaceId: shop.workspaceId,
      actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'owner' },
      now: new Date(),
    })
    let next = 0
    /** Enough people at once that both workers have a share of them. */
    const come = async (): Promise<string[]> => {
      const from = next
      next += 30
      await shop.accept(Array.from({ length: 30 }, (_, n) => cart(from + n)))
      await database.sql`select pg_notify('akis_wake', 'route')`
      const inbox = async () =>
        (await database.sql`select 1 from inbox where workspace_id = ${shop.workspaceId}`).length
      await expect.poll(inbox, { timeout: 30_000, interval: 10 }).toBe(0)
      const rows = await database.sql<{ is: string }[]>`
        select v.number || ' ' || r.node as is from runs r join flow_versions v on v.id = r.version_id
        join profiles p on p.part = r.part and p.id = r.profile_id
        where r.flow_id = ${flowId} and substr(p.external_id, 3)::int >= ${from}`
      return [...new Set(rows.map((row) => row.is))]
    }
    expect(await come()).toEqual(['1 w'])
    await pauseFlow({ ctx: ctx(), input: { id: flowId } })
    expect(await come()).toEqual([])
    const graph = flowOf({
      nodes: [{ id: 'until', kind: 'delay', config: { until: { time: '09:00' } } }],
    })
    await saveDraft({ ctx: ctx(), input: { id: flowId, graph } })
    await publishFlow({ ctx: ctx(), input: { id: flowId, people: { w: { do: 'keep' } } } })
    await resumeFlow({ ctx: ctx(), input: { id: flowId } })
    expect(await come()).toEqual(['2 until'])

    const hours = async () =>
      (
        await database.sql<{ at: string }[]>`
          select distinct to_char(wake_at, 'HH24:MI') as at from runs
          where flow_id = ${flowId} and node = 'until' and wake_at is not null order by 1`
      ).map(({ at }) => at)
    expect(await hours()).toHaveLength(1)
    await updateWorkspace({ ctx: ctx(), input: { timeZone: 'Asia/Tokyo' } })
    await come()
    // nine o'clock in Tokyo is midnight in UTC
    expect(await hours()).toContain('00:00')
    expect(await hours()).toHaveLength(2)
  })
})

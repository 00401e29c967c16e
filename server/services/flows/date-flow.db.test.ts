import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { runJob } from '../jobs/run-job.ts'
import { testRuntime } from '../messages/testing/seed.ts'
import { archiveFlow } from './archive-flow.ts'
import { createFlow } from './create-flow.ts'
import { pauseFlow } from './pause-flow.ts'
import { publishFlow } from './publish-flow.ts'
import { resumeFlow } from './resume-flow.ts'
import { rollbackFlow } from './rollback-flow.ts'
import { saveDraft } from './save-draft.ts'

const database = testDatabase()
const START = new Date('2026-11-22T10:00:00Z')
const PEOPLE = 12

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
  await shop.happen(
    Array.from({ length: PEOPLE }, (_, n) => ({
      event: 'Signed Up',
      at: START,
      identifiers: { external_id: `c-${n}` },
      profile: { properties: { birthday: '1990-12-01' } },
    })),
  )
})

const ctx = (now = START): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
  now,
})

const birthday = (time: string): Flow =>
  flowOf({
    trigger: { kind: 'date', date: 'profile.birthday', repeat: 'yearly', time },
    nodes: [{ id: 'mail', kind: 'email' }],
  })
const byHand: Flow = flowOf({ trigger: { kind: 'manual' }, nodes: [{ id: 'mail', kind: 'email' }] })

/** What is left to the workers, done now. */
async function work(now = START): Promise<void> {
  const jobs = await database.sql<{ id: string }[]>`
    select id from jobs where workspace_id = ${shop.workspaceId} and status = 'queued' order by id`
  for (const { id } of jobs) await runJob({ runtime: testRuntime(database), id, now: () => now })
}

/** How many people enter when. */
const entries = async () => {
  const rows = await database.sql<{ at: Date; n: number }[]>`
    select due_at as at, count(*)::int as n from date_entries where workspace_id = ${shop.workspaceId} group by 1`
  return rows.map(({ at, n }) => `${n} at ${at.toISOString()}`)
}

async function live(graph: Flow): Promise<string> {
  const { id } = await createFlow({ ctx: ctx(), input: { graph } })
  await publishFlow({ ctx: ctx(), input: { id } })
  await work()
  return id
}

async function publish(id: string, graph: Flow): Promise<void> {
  await saveDraft({ ctx: ctx(), input: { id, graph } })
  await publishFlow({ ctx: ctx(), input: { id } })
  await work()
}

describe('a flow that starts by a date', () => {
  it('takes in people who were there before it was published', async () => {
    await live(birthday('09:00'))
    expect(await entries()).toEqual([`${PEOPLE} at 2026-12-01T06:00:00.000Z`])
    await shop.passTime(new Date('2026-12-02T00:00:00Z'))
    expect(await shop.tally()).toMatchObject({ runs: { 'completed:end': PEOPLE } })
    expect(await entries()).toEqual([`${PEOPLE} at 2027-12-01T06:00:00.000Z`])
  })

  it('goes by the new date once it is published, and by the old one after a rollback', async () => {
    const id = await live(birthday('09:00'))
    await publish(id, birthday('18:30'))
    expect(await entries()).toEqual([`${PEOPLE} at 2026-12-01T15:30:00.000Z`])
    await rollbackFlow({ ctx: ctx(), input: { id, version: 1 } })
    await work()
    expect(await entries()).toEqual([`${PEOPLE} at 2026-12-01T06:00:00.000Z`])
  })

  it('forgets the dates when another trigger is published, or it is archived', async () => {
    const id = await live(birthday('09:00'))
    await publish(id, byHand)
    expect(await entries()).toEqual([])
    await publish(id, birthday('10:00'))
    expect(await entries()).toEqual([`${PEOPLE} at 2026-12-01T07:00:00.000Z`])
    await archiveFlow({ ctx: ctx(), input: { id } })
    await work()
    expect(await entries()).toEqual([])
  })

  it('lets nobody in while it is paused, and next year’s after it is resumed', async () => {
    const id = await live(birthday('09:00'))
    await pauseFlow({ ctx: ctx(), input: { id } })
    const later = new Date('2026-12-05T10:00:00Z')
    await shop.passTime(later)
    expect(await shop.tally()).toEqual({ runs: {}, messages: {} })
    await resumeFlow({ ctx: ctx(later), input: { id } })
    await work(later)
    expect(await entries()).toEqual([`${PEOPLE} at 2027-12-01T06:00:00.000Z`])
  })
})

import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { libraryFlow } from '#flows/library/index.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { archiveFlow } from './archive-flow.ts'
import { createFlow } from './create-flow.ts'
import { deleteFlow } from './delete-flow.ts'
import { duplicateFlow } from './duplicate-flow.ts'
import { enrolProfiles } from './enrol-profiles.ts'
import { getFlow } from './get-flow.ts'
import { getRun } from './get-run.ts'
import { listFlows } from './list-flows.ts'
import { listRuns } from './list-runs.ts'
import { listVersions } from './list-versions.ts'
import { pauseFlow } from './pause-flow.ts'
import { publishFlow } from './publish-flow.ts'
import { resumeFlow } from './resume-flow.ts'
import { saveDraft } from './save-draft.ts'

const database = testDatabase()
const MINUTE = 60_000
const START = new Date('2026-11-22T10:00:00Z')
const after = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (now = START): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
  now,
})

const { config: MAIL } = libraryFlow('welcome', 'tr').nodes.find((node) => node.kind === 'email')!

/** A mail ten minutes after the cart, then a day of waiting; ended by the purchase of that cart. */
const ten = (): Flow =>
  flowOf({
    name: 'Ten minutes',
    settings: { reentry: { mode: 'once' }, goal: { event: 'Placed Order', sameKey: true } },
    nodes: [
      { id: 'wait', kind: 'delay', config: { for: { amount: 10, unit: 'minutes' } } },
      { id: 'mail', kind: 'email', config: MAIL },
      { id: 'later', kind: 'delay', config: { for: { amount: 1, unit: 'days' } } },
    ],
  })

const cart = (who: string, at: Date, event = 'Added to Cart') => ({
  event,
  at,
  identifiers: { email: `${who}@example.com` },
  properties: { cart_id: `cart-of-${who}` },
})

async function live(): Promise<string> {
  const { id } = await createFlow({ ctx: ctx(), input: { graph: ten() } })
  await publishFlow({ ctx: ctx(), input: { id } })
  return id
}

const messages = (id: string) =>
  database.sql<
    { status: string; reason: string | null }[]
  >`select status, reason from messages where flow_id = ${id}`

describe('a draft', () => {
  it('is saved by the revision it started from, and tells who saved in between', async () => {
    const made = await createFlow({ ctx: ctx(), input: { name: 'Sepet' } })
    expect(made).toMatchObject({ status: 'draft', revision: 1, live: null, changed: true })
    const graph = { ...made.graph, name: 'Sepetini unutanlar' }
    const saved = await saveDraft({ ctx: ctx(after(1)), input: { id: made.id, graph, revision: 1 } })
    expect(saved).toMatchObject({ name: 'Sepetini unutanlar', revision: 2, updatedBy: 'Ayşe' })
    await expect(saveDraft({ ctx: ctx(), input: { id: made.id, graph, revision: 1 } })).rejects.toMatchObject(
      {
        code: 'conflict',
        extra: { revision: 2, updatedBy: 'Ayşe' },
      },
    )
  })

  it('with problems can be saved and not published', async () => {
    const { id, problems } = await createFlow({ ctx: ctx(), input: { name: 'Leer' } })
    expect(problems).toContainEqual(expect.objectContaining({ code: 'no_trigger', severity: 'error' }))
    await expect(publishFlow({ ctx: ctx(), input: { id } })).rejects.toMatchObject({
      code: 'not_publishable',
      extra: { problems },
    })
  })

  it('that was never published can be deleted; a published one cannot', async () => {
    const { id } = await createFlow({ ctx: ctx(), input: { name: 'Weg' } })
    await deleteFlow({ ctx: ctx(), input: { id } })
    await expect(getFlow({ ctx: ctx(), input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteFlow({ ctx: ctx(), input: { id: await live() } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('is copied under the next name', async () => {
    const { id } = await createFlow({ ctx: ctx(), input: { library: 'welcome', locale: 'tr' } })
    const copy = await duplicateFlow({ ctx: ctx(), input: { id } })
    const again = await duplicateFlow({ ctx: ctx(), input: { id: copy.id } })
    expect(copy.name).toMatch(/ \(2\)$/)
    expect(again.name).toMatch(/ \(3\)$/)
  })
})

describe('publishing', () => {
  it.each(['welcome', 'abandoned-cart', 'win-back'] as const)(
    'takes the ready-made %s as it is',
    async (library) => {
      const { id } = await createFlow({ ctx: ctx(), input: { library, locale: 'en' } })
      const flow = await publishFlow({ ctx: ctx(), input: { id } })
      expect(flow).toMatchObject({ status: 'live', changed: false, live: { number: 1 } })
    },
  )

  it('makes a version only when something changed, and never changes an old one', async () => {
    const id = await live()
    await publishFlow({ ctx: ctx(after(1)), input: { id } })
    expect(await listVersions({ ctx: ctx(), input: { id } })).toHaveLength(1)
    const { graph } = await getFlow({ ctx: ctx(), input: { id } })
    await saveDraft({ ctx: ctx(), input: { id, graph: { ...graph, layout: { wait: { x: 1, y: 2 } } } } })
    expect(await getFlow({ ctx: ctx(), input: { id } })).toMatchObject({ changed: false })
    await saveDraft({ ctx: ctx(), input: { id, graph: { ...graph, name: 'Other' } } })
    await publishFlow({ ctx: ctx(after(2)), input: { id, note: 'A better name' } })
    const versions = await listVersions({ ctx: ctx(), input: { id } })
    expect(versions).toMatchObject([
      { number: 2, live: true, note: 'A better name', publishedBy: 'Ayşe' },
      { number: 1, live: false },
    ])
    const [first] =
      await database.sql`select graph->>'name' as name from flow_versions where id = ${versions[1]!.id}`
    expect(first).toEqual({ name: 'Ten minutes' })
  })
})

describe('a pause', () => {
  it('stops entries, freezes people, and lets a purchase still end a run', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0)), cart('burak', after(0))])
    await pauseFlow({ ctx: ctx(after(1)), input: { id } })
    await shop.happen([cart('cem', after(2)), cart('burak', after(3), 'Placed Order')])
    await shop.passTime(after(60))
    expect(await messages(id)).toEqual([])
    const { items } = await listRuns({ ctx: ctx(), input: { id, limit: 50 } })
    expect(items.map(({ status, profile }) => `${profile.email} ${status}`).sort()).toEqual([
      'ayse@example.com held',
      'burak@example.com completed',
    ])
  })

  it('followed by resume sends what fell due', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0))])
    await pauseFlow({ ctx: ctx(after(1)), input: { id } })
    await resumeFlow({ ctx: ctx(after(60)), input: { id, backlog: 'send' } })
    await shop.passTime(after(60))
    expect(await messages(id)).toEqual([{ status: 'pending', reason: null }])
  })

  it('followed by resume with skip keeps what was sent before and falls due later', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0)), cart('burak', after(55))])
    await pauseFlow({ ctx: ctx(after(56)), input: { id } })
    await resumeFlow({ ctx: ctx(after(60)), input: { id, backlog: 'skip' } })
    await shop.passTime(after(70))
    expect(await messages(id)).toEqual(Array(2).fill({ status: 'pending', reason: null }))
  })

  it('skips only what fell due while it lasted', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0))])
    await pauseFlow({ ctx: ctx(after(1)), input: { id } })
    await resumeFlow({ ctx: ctx(after(60)), input: { id, backlog: 'skip' } })
    expect(await messages(id)).toEqual([{ status: 'skipped', reason: 'paused' }])
    const { items } = await listRuns({ ctx: ctx(), input: { id, status: 'active', limit: 50 } })
    expect(items).toMatchObject([{ status: 'waiting', node: 'later' }])
  })

  it('needs a live flow', async () => {
    const { id } = await createFlow({ ctx: ctx(), input: { name: 'Leer' } })
    await expect(pauseFlow({ ctx: ctx(), input: { id } })).rejects.toMatchObject({ code: 'conflict' })
    await expect(resumeFlow({ ctx: ctx(), input: { id, backlog: 'send' } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('archiving', () => {
  it('ends every run with its reason, and takes nobody in again', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0)), cart('burak', after(0))])
    expect(await archiveFlow({ ctx: ctx(after(1)), input: { id } })).toMatchObject({ status: 'archived' })
    await shop.happen([cart('cem', after(2))])
    const { items } = await listRuns({ ctx: ctx(), input: { id, limit: 50 } })
    expect(items.map(({ status, reason }) => ({ status, reason }))).toEqual(
      Array(2).fill({ status: 'exited', reason: 'archived' }),
    )
    const run = await getRun({ ctx: ctx(), input: { id: items[0]!.id } })
    expect(run.trace.map(({ kind }) => kind)).toEqual(['started', 'waiting', 'ended'])
    await expect(publishFlow({ ctx: ctx(), input: { id } })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('enrolling by hand', () => {
  it('takes people by identifier, under the re-entry rule, and names who is not known', async () => {
    const id = await live()
    await shop.happen([{ event: 'Signed Up', at: START, identifiers: { email: 'ayse@example.com' } }])
    const input = { id, profiles: [{ email: 'AYSE@example.com' }] }
    const { entered } = await enrolProfiles({ ctx: ctx(), input })
    expect(entered).toHaveLength(1)
    expect(await enrolProfiles({ ctx: ctx(), input })).toMatchObject({
      entered: [],
      refused: [{ reason: 'reentry' }],
    })
    await expect(
      enrolProfiles({ ctx: ctx(), input: { id, profiles: [entered[0]!, { email: 'nobody@example.com' }] } }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/profiles/1' }] })
    expect(await listFlows({ ctx: ctx(), input: { limit: 50 } })).toMatchObject({
      items: [{ id, entered: 1, active: 1, revenue: [], triggerLabel: 'Added to Cart' }],
      next: null,
    })
  })
})

describe('another workspace', () => {
  it('sees nothing, and changes nothing', async () => {
    const id = await live()
    await shop.happen([cart('ayse', after(0))])
    const { items } = await listRuns({ ctx: ctx(), input: { id, limit: 50 } })
    const stranger: Ctx = { ...ctx(), workspaceId: (await new DrivenShop(database.sql).open()).workspaceId }
    const attempts = [
      getFlow({ ctx: stranger, input: { id } }),
      saveDraft({ ctx: stranger, input: { id, graph: ten() } }),
      publishFlow({ ctx: stranger, input: { id } }),
      pauseFlow({ ctx: stranger, input: { id } }),
      resumeFlow({ ctx: stranger, input: { id, backlog: 'send' } }),
      archiveFlow({ ctx: stranger, input: { id } }),
      deleteFlow({ ctx: stranger, input: { id } }),
      listRuns({ ctx: stranger, input: { id, limit: 50 } }),
      getRun({ ctx: stranger, input: { id: items[0]!.id } }),
      enrolProfiles({ ctx: stranger, input: { id, profiles: [items[0]!.profile.id] } }),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect(await getFlow({ ctx: ctx(), input: { id } })).toMatchObject({ status: 'live' })
    expect((await listFlows({ ctx: stranger, input: { limit: 50 } })).items).toEqual([])
  })

  it('may not be changed by who may only read', async () => {
    const analyst: Ctx = { ...ctx(), actor: { kind: 'user', userId: v7(), name: 'Can', role: 'analyst' } }
    await expect(createFlow({ ctx: analyst, input: { name: 'x' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(pauseFlow({ ctx: analyst, input: { id: v7() } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

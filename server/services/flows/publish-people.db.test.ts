import fc from 'fast-check'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import { flowOf } from '../../testing/flow-of.ts'
import type { Ctx, Role } from '../context.ts'
import { createFlow } from './create-flow.ts'
import { getFlow } from './get-flow.ts'
import { getImpact } from './get-impact.ts'
import { getRun } from './get-run.ts'
import { listRuns } from './list-runs.ts'
import { listVersions } from './list-versions.ts'
import { pauseFlow } from './pause-flow.ts'
import type { PeopleChoice, PeopleChoices } from './people-choices.ts'
import { publishFlow } from './publish-flow.ts'
import { resumeFlow } from './resume-flow.ts'
import { rollbackFlow } from './rollback-flow.ts'
import { saveDraft } from './save-draft.ts'

const database = testDatabase()
const HOUR = 3_600_000
const START = new Date('2026-11-22T10:00:00Z')
const after = (hours: number) => new Date(START.getTime() + hours * HOUR)

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const ctx = (now = START, role: Role = 'marketer'): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now,
})

const hours = (id: string, amount: number) => ({
  id,
  kind: 'delay',
  config: { for: { amount, unit: 'hours' } },
})
const reviewed = (id: string) => ({
  id,
  kind: 'email',
  config: {
    status: 'manual',
    messageKind: 'transactional',
    subject: 'Merhaba',
    blocks: [{ kind: 'text', text: 'Merhaba' }],
  },
})
const chain = (...nodes: { id: string; kind: string; config?: unknown }[]): Flow => flowOf({ nodes })

const cart = (who: string, at: Date) => ({
  event: 'Added to Cart',
  at,
  identifiers: { email: `${who}@example.com` },
  properties: { cart_id: `cart-of-${who}` },
})

async function live(graph: Flow): Promise<string> {
  const { id } = await createFlow({ ctx: ctx(), input: { graph } })
  await publishFlow({ ctx: ctx(), input: { id } })
  return id
}

const draft = (id: string, graph: Flow) => saveDraft({ ctx: ctx(), input: { id, graph } })
const publish = (id: string, people: PeopleChoices, now: Date) =>
  publishFlow({ ctx: ctx(now), input: { id, people } })

/** Who stands where: `ayse: b of 2`, `cem: exited edited`. */
async function places(id: string): Promise<string[]> {
  const { items } = await listRuns({ ctx: ctx(), input: { id, limit: 50 } })
  return items
    .map(({ profile, node, versionNumber, status, reason }) => {
      const who = profile.email!.split('@')[0]
      return reason ? `${who}: ${status} ${reason}` : `${who}: ${node} of ${versionNumber} ${status}`
    })
    .sort()
}

/** Ayşe waits at `a`, Burak at `b`, Cem at `c`, two hours after the start. */
async function threeInside(): Promise<string> {
  const id = await live(chain(hours('a', 1), hours('b', 1), hours('c', 10)))
  await shop.happen([cart('cem', after(0)), cart('burak', after(1)), cart('ayse', after(2))])
  await shop.passTime(after(2))
  expect(await places(id)).toEqual(['ayse: a of 1 waiting', 'burak: b of 1 waiting', 'cem: c of 1 waiting'])
  return id
}

describe('what a publish concerns', () => {
  it('is told for each step where people stand, whether the draft still has it or not', async () => {
    const id = await threeInside()
    const before = chain(hours('a', 1), hours('b', 1), hours('c', 10))
    expect(await getImpact({ ctx: ctx(), input: { id } })).toEqual({ people: 0, nodes: [], before })
    await draft(id, chain(hours('a', 2), hours('c', 10)))
    expect(await getImpact({ ctx: ctx(), input: { id } })).toEqual({
      before,
      people: 3,
      nodes: [
        { node: 'a', kind: 'delay', waiting: 1, inDraft: true, versions: [1] },
        { node: 'b', kind: 'delay', waiting: 1, inDraft: false, versions: [1] },
        { node: 'c', kind: 'delay', waiting: 1, inDraft: true, versions: [1] },
      ],
    })
  })
})

describe('what going back to an old version concerns', () => {
  it('is told with that version: whom it lacks a step for, and who may be reckoned anew', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 1), hours('c', 10)))
    await publish(id, { b: { do: 'move', to: 'c' } }, after(2))
    const back = await getImpact({ ctx: ctx(), input: { id, version: 1 } })
    expect(back.people).toBe(3)
    expect(back.nodes.map(({ node, inDraft }) => [node, inDraft])).toEqual([
      ['a', true],
      ['c', true],
    ])
    expect(back.graph?.nodes.map(({ id: node }) => node)).toEqual(['a', 'b', 'c'])
    const again = await getImpact({ ctx: ctx(), input: { id, version: 2 } })
    expect(again.nodes.map(({ node, waiting }) => [node, waiting])).toEqual([
      ['a', 1],
      ['c', 1],
    ])
    await expect(getImpact({ ctx: ctx(), input: { id, version: 3 } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('publishing with choices', () => {
  it('moves, reschedules and lets go, and leaves the others on their version', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 1), hours('b', 5), hours('c', 10), hours('d', 3)))
    const { job } = await publish(
      id,
      { a: { do: 'move', to: 'd' }, b: { do: 'reschedule' }, c: { do: 'exit' } },
      after(2),
    )
    expect(job).toBeNull()
    expect(await places(id)).toEqual(['ayse: d of 2 waiting', 'burak: b of 2 waiting', 'cem: exited edited'])
    const { items } = await listRuns({ ctx: ctx(), input: { id, limit: 50 } })
    const of = (who: string) => items.find(({ profile }) => profile.email === `${who}@example.com`)!
    expect(of('ayse').wakeAt).toBe(after(5).toISOString())
    // Burak came to `b` at two o'clock: its new five hours count from then
    expect(of('burak').wakeAt).toBe(after(7).toISOString())
    const { trace } = await getRun({ ctx: ctx(), input: { id: of('ayse').id } })
    expect(trace.map(({ kind, node }) => `${kind} ${node}`)).toEqual([
      'started trigger',
      'waiting a',
      'moved a',
      'waiting d',
    ])
    const [first] = await listVersions({ ctx: ctx(), input: { id } })
    expect(first).toMatchObject({ number: 2, active: 2 })
  })

  it('keeps who has no choice, and who is told to stay', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 7), hours('c', 10)))
    await publish(id, { b: { do: 'keep' } }, after(2))
    expect(await places(id)).toEqual(['ayse: a of 1 waiting', 'burak: b of 1 waiting', 'cem: c of 1 waiting'])
    await shop.passTime(after(3))
    expect(await places(id)).toContain('ayse: b of 1 waiting')
  })

  it('asks what becomes of people whose step is gone', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 1), hours('c', 10)))
    await expect(publish(id, { a: { do: 'keep' } }, after(2))).rejects.toMatchObject({
      code: 'people_unmapped',
      errors: [{ pointer: '/people/b' }],
      extra: { nodes: [{ node: 'b', kind: 'delay', waiting: 1, versions: [1] }] },
    })
    expect(await listVersions({ ctx: ctx(), input: { id } })).toHaveLength(1)
  })

  it('names every choice that can not be', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 1), hours('c', 10), { id: 'm', kind: 'email' }))
    const people: PeopleChoices = {
      a: { do: 'move', to: 'b' },
      b: { do: 'reschedule' },
      m: { do: 'reschedule' },
      'x/y': { do: 'exit' },
    }
    await expect(publish(id, people, after(2))).rejects.toMatchObject({
      code: 'invalid',
      errors: [
        { pointer: '/people/a/to', code: 'unknown_node' },
        { pointer: '/people/b/do', code: 'not_a_wait' },
        { pointer: '/people/m/do', code: 'not_a_wait' },
        { pointer: '/people/x~1y', code: 'unknown_node' },
      ],
    })
  })

  it('without any change brings people of older versions over all the same', async () => {
    const id = await threeInside()
    await draft(id, chain(hours('a', 1), hours('b', 1), hours('c', 10), hours('d', 3)))
    await publish(id, {}, after(2))
    await publish(id, { c: { do: 'move', to: 'd' } }, after(2))
    expect(await listVersions({ ctx: ctx(), input: { id } })).toHaveLength(2)
    expect(await places(id)).toContain('cem: d of 2 waiting')
  })

  it('in a paused flow leaves everybody frozen where they come to', async () => {
    const id = await threeInside()
    await pauseFlow({ ctx: ctx(after(2)), input: { id } })
    await draft(id, chain(hours('a', 1), hours('d', 3), { id: 'm', kind: 'email' }))
    await publish(id, { b: { do: 'move', to: 'd' }, c: { do: 'move', to: 'd' } }, after(2))
    expect(await places(id)).toEqual(['ayse: a of 1 held', 'burak: d of 2 held', 'cem: d of 2 held'])
    await shop.passTime(after(24))
    expect(await places(id)).toContain('cem: d of 2 held')
    await resumeFlow({ ctx: ctx(after(24)), input: { id, backlog: 'send' } })
    await shop.passTime(after(24))
    expect(await places(id)).toContain('cem: completed end')
  })

  it('ends the review of a message whose run moves on', async () => {
    const id = await live(chain(hours('a', 1), reviewed('m'), hours('z', 1)))
    await shop.happen([cart('ayse', after(0))])
    await shop.passTime(after(1))
    expect(await places(id)).toEqual(['ayse: m of 1 held'])
    await draft(id, chain(hours('a', 1), hours('z', 1)))
    await publish(id, { m: { do: 'move', to: 'z' } }, after(2))
    expect(await places(id)).toEqual(['ayse: z of 2 waiting'])
    expect((await shop.tally()).messages).toEqual({ 'discarded:edited': 1 })
  })

  it('is refused to who may only read', async () => {
    const id = await threeInside()
    const analyst = ctx(after(2), 'analyst')
    await expect(publishFlow({ ctx: analyst, input: { id } })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(rollbackFlow({ ctx: analyst, input: { id, version: 1 } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await getImpact({ ctx: analyst, input: { id } })).toMatchObject({ people: 0, nodes: [] })
  })
})

describe('rolling back', () => {
  it('publishes an old version as the next one, with choices, and makes it the draft', async () => {
    const id = await threeInside()
    const old = await getFlow({ ctx: ctx(), input: { id } })
    await draft(id, chain(hours('a', 1), hours('b', 1), hours('c', 10), hours('d', 3)))
    await publish(id, { c: { do: 'move', to: 'd' } }, after(2))
    await expect(rollbackFlow({ ctx: ctx(after(2)), input: { id, version: 1 } })).rejects.toMatchObject({
      code: 'people_unmapped',
    })
    const back = await rollbackFlow({
      ctx: ctx(after(2)),
      input: { id, version: 1, note: 'Too much', people: { d: { do: 'move', to: 'a' } } },
    })
    expect(back).toMatchObject({ live: { number: 3 }, changed: false, graph: old.graph, job: null })
    expect(await places(id)).toEqual(['ayse: a of 1 waiting', 'burak: b of 1 waiting', 'cem: a of 3 waiting'])
  })

  it('keeps the draft when asked to, and knows which versions there are', async () => {
    const id = await threeInside()
    const next = chain(hours('a', 1), hours('b', 1), hours('c', 10), hours('d', 3))
    await draft(id, next)
    await publish(id, {}, after(2))
    const back = await rollbackFlow({ ctx: ctx(after(2)), input: { id, version: 1, keepDraft: true } })
    expect(back).toMatchObject({ live: { number: 3 }, changed: true, graph: next })
    await expect(rollbackFlow({ ctx: ctx(), input: { id, version: 9 } })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/version' }],
    })
  })
})

describe('a publish with any choices', () => {
  const OLD = ['n0', 'n1', 'n2', 'n3'] as const
  const anyPublish = fc.record({
    /** Who stands on each old step. */
    people: fc.array(fc.constantFrom(...OLD), { minLength: 1, maxLength: 8 }),
    kept: fc.subarray([...OLD]),
    fresh: fc
      .array(fc.constantFrom('f0', 'f1'), { minLength: 1, maxLength: 2 })
      .map((ids) => [...new Set(ids)]),
    lengths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
    wishes: fc.array(
      fc.record({ do: fc.constantFrom('keep', 'move', 'reschedule', 'exit', 'none'), to: fc.nat() }),
      { minLength: 4, maxLength: 4 },
    ),
    paused: fc.boolean(),
  })

  it('loses nobody: everyone is at a step of their version, or has left with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(anyPublish, async ({ people, kept, fresh, lengths, wishes, paused }) => {
        shop = await new DrivenShop(database.sql).open()
        const id = await live(chain(...OLD.map((node) => hours(node, 1))))
        // who came n hours ago stands on step n
        const arrivals = people
          .map((node, index) => ({ who: `p${index}`, at: 3 - OLD.indexOf(node) }))
          .sort((a, b) => a.at - b.at)
        await shop.happen(arrivals.map(({ who, at }) => cart(who, after(at))))
        await shop.passTime(after(3))
        const now = after(3.5)
        if (paused) await pauseFlow({ ctx: ctx(now), input: { id } })
        const nodes = [...kept, ...fresh]
        await draft(id, chain(...nodes.map((node, index) => hours(node, lengths[index]!))))
        const choices = OLD.flatMap((node, index): [string, PeopleChoice][] => {
          const { do: wish, to } = wishes[index]!
          const gone = !kept.includes(node)
          if (wish === 'move') return [[node, { do: 'move', to: nodes[to % nodes.length]! }]]
          if (wish === 'none' || (wish === 'reschedule' && gone)) return gone ? [[node, { do: 'keep' }]] : []
          return [[node, { do: wish }]]
        })
        await publish(id, Object.fromEntries(choices), now)

        const runs = await database.sql<
          { status: string; reason: string | null; node: string | null; steps: string[]; number: number }[]
        >`
          select r.status, r.reason, r.node, v.number, array(select n->>'id' from jsonb_array_elements(v.graph->'nodes') n) as steps
          from runs r join flow_versions v on v.id = r.version_id where r.flow_id = ${id}`
        expect(runs).toHaveLength(people.length)
        const active = runs.filter(({ status }) => status === 'waiting' || status === 'held')
        for (const { node, steps, status } of active) {
          expect(steps).toContain(node)
          expect(status).toBe(paused ? 'held' : 'waiting')
        }
        for (const { status, reason } of runs.filter((run) => !active.includes(run))) {
          expect([status, reason]).toEqual(status === 'exited' ? ['exited', 'edited'] : ['completed', 'end'])
        }
        const told = (wish: string) => people.filter((node) => new Map(choices).get(node)?.do === wish).length
        expect(runs.filter(({ reason }) => reason === 'edited')).toHaveLength(told('exit'))
        const stayed = people.length - told('exit') - told('move') - told('reschedule')
        expect(runs.filter(({ number }) => number === 1)).toHaveLength(stayed)

        if (paused) await resumeFlow({ ctx: ctx(now), input: { id } })
        await shop.passTime(after(200))
        const { runs: ends } = await shop.tally()
        expect((ends['completed:end'] ?? 0) + (ends['exited:edited'] ?? 0)).toBe(people.length)
      }),
      { numRuns: 25 },
    )
  })
})

import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { cartShop, later, NOON } from '#server/testing/cart-shop.ts'
import type { Said } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { routeBatch } from './route.ts'

const database = testDatabase()
const { shop } = cartShop(database)
const PART = 7

/** A pool that tells what it was asked. */
let watched: Sql
let statements: string[] = []
beforeAll(() => {
  watched = postgres(database.url, { max: 2, debug: (_, text) => void statements.push(text) })
})
afterAll(() => watched.end())

type Steps = [action: 'add' | 'remove', list: string][]
const flowOfSteps = (steps: Steps, more: object = {}) =>
  flowOf({
    nodes: steps.map(([action, list], n) => ({ id: `n${n}`, kind: 'list', config: { action, list } })),
    ...more,
  })

/** People whose events are routed together. */
function people(count: number): string[] {
  const found: string[] = []
  for (let n = 0; found.length < count; n++) {
    const person = `c-${String(n).padStart(5, '0')}`
    if (partOf(shop.workspaceId, `external_id:${person}`) === PART) found.push(person)
  }
  return found
}
const cart = (person: string, at: Date, more: Partial<Said> = {}): Said => ({
  event: 'Added to Cart',
  at,
  identifiers: { external_id: person },
  properties: { cart_id: `k-${at.getTime()}` },
  ...more,
})

/** Routes the events as one batch, and returns the statements that it took about a table. */
async function routeTogether(events: Said[], now = NOON): Promise<(table: string) => number> {
  await shop.accept(events)
  statements = []
  await routeBatch({ sql: watched, parts: [PART], now, limit: 500 })
  const texts = statements
  return (table) =>
    texts.filter((text) => new RegExp(`(from|into|join|update) ${table}\\b`).test(text)).length
}

const members = async () =>
  (
    await database.sql<{ list: string; person: string; since: Date }[]>`
    select l.name as list, p.external_id as person, m.since from memberships m join lists l on l.id = m.group_id
    join profiles p on p.part = m.part and p.id = m.profile_id
    where m.workspace_id = ${shop.workspaceId} order by l.name, p.external_id`
  ).map(({ list, person, since }) => ({ list, person, at: since.getTime() - NOON.getTime() }))

const startedBy = async (flowId: string) =>
  (await database.sql`select 1 from runs where flow_id = ${flowId}`).length

const joiners = (list: string, nodes = flowOfSteps([['add', 'Second']]).nodes) =>
  flowOf({ name: 'Joiners', trigger: { kind: 'list', list }, nodes } as never)

describe('list steps of a batch', () => {
  it('take as many statements for a hundred people as for one, and start what they trigger for each', async () => {
    await shop.publish(
      flowOfSteps([
        ['add', 'First'],
        ['remove', 'Old'],
        ['add', 'Third'],
      ]),
    )
    const { flowId } = await shop.publish(joiners('First'))
    const [first, ...others] = people(101)
    await routeTogether([cart(first!, NOON)])
    const one = await routeTogether([cart(people(102).at(-1)!, NOON)])
    const all = await routeTogether(others.map((person) => cart(person, NOON)))
    for (const table of ['lists', 'memberships', 'runs', 'flows']) expect(all(table)).toBe(one(table))
    expect(one('memberships')).toBeLessThanOrEqual(4)
    expect(await members()).toHaveLength(3 * 102)
    expect(await startedBy(flowId)).toBe(102)
  })

  it('happen in their order: who is added and taken out again is out, and came once', async () => {
    await shop.publish(
      flowOfSteps([
        ['add', 'A'],
        ['remove', 'A'],
      ]),
    )
    const { flowId } = await shop.publish(joiners('A'))
    const [one, two] = people(2)
    await routeTogether([cart(one!, NOON), cart(two!, NOON)])
    expect(await members()).toEqual([
      { list: 'Second', person: one, at: 0 },
      { list: 'Second', person: two, at: 0 },
    ])
    expect(await startedBy(flowId)).toBe(2)
  })

  it('who is taken out and added again is in since now, and came; who was in and is added did not come', async () => {
    const [inside, outside] = people(2)
    await shop.publish(flowOfSteps([['add', 'A']], { trigger: { kind: 'event', event: 'Signed Up' } }))
    await routeTogether([cart(inside!, NOON, { event: 'Signed Up' })])
    const { flowId } = await shop.publish(joiners('A', []))
    await shop.publish(flowOfSteps([['add', 'A']]))
    await routeTogether([cart(inside!, later(10)), cart(outside!, later(10))], later(10))
    expect(await members()).toEqual([
      { list: 'A', person: inside, at: 0 },
      { list: 'A', person: outside, at: 10_000 },
    ])
    expect(await startedBy(flowId)).toBe(1)
    await shop.publish(
      flowOfSteps(
        [
          ['add', 'A'],
          ['remove', 'A'],
          ['add', 'A'],
        ],
        {
          trigger: { kind: 'event', event: 'Signed In' },
        },
      ),
    )
    await routeTogether([cart(inside!, later(20), { event: 'Signed In' })], later(20))
    expect(await members()).toEqual([
      { list: 'A', person: inside, at: 20_000 },
      { list: 'A', person: outside, at: 10_000 },
    ])
    expect(await startedBy(flowId)).toBe(2)
  })

  it('two runs of one person in a batch see each other: the second to add brings nobody', async () => {
    await shop.publish(flowOfSteps([['add', 'A']], { settings: { reentry: { mode: 'always' } } }))
    const { flowId } = await shop.publish(joiners('A', []))
    const [one] = people(1)
    await routeTogether([cart(one!, NOON), cart(one!, later(1))], later(1))
    expect(await members()).toHaveLength(1)
    expect(await startedBy(flowId)).toBe(1)
  })

  it('a list that nobody made is not made to take somebody out, and an id means the list itself', async () => {
    await shop.publish(
      flowOfSteps([
        ['remove', 'Nowhere'],
        ['add', 'A'],
      ]),
    )
    const [one, two] = people(2)
    await routeTogether([cart(one!, NOON)])
    const lists = await database.sql<{ id: string; name: string }[]>`
      select id, name from lists where workspace_id = ${shop.workspaceId}`
    expect(lists.map(({ name }) => name)).toEqual(['A'])
    await shop.publish(
      flowOfSteps([['add', lists[0]!.id]], { trigger: { kind: 'event', event: 'Signed Up' } }),
    )
    await routeTogether([cart(two!, NOON, { event: 'Signed Up' })])
    expect((await members()).map(({ person }) => person)).toEqual([one, two])
  })
})

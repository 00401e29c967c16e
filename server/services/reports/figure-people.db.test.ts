import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { day, flowId, storeReportedFlow, workspaceId } from '#server/testing/reported-flow.ts'
import type { Ctx } from '../context.ts'
import { FigurePeopleQuery, peopleBehind, peopleBehindCsv } from './figure-people.ts'
import { flowReport } from './flow-report.ts'

const database = testDatabase()
const ctx = (): Ctx => ({ sql: database.sql, workspaceId, actor: { kind: 'system' }, now: day(30) })

interface Scope {
  from?: string
  to?: string
  version?: string
}

/** All of them, two by two. */
async function everyone(query: Scope & { of: string; node: string; branch?: string }) {
  const all = []
  for (let after: string | null | undefined; after !== null; ) {
    const asked = FigurePeopleQuery.parse({ ...query, limit: 2, ...(after ? { after } : {}) })
    const page = await peopleBehind({ ctx: ctx(), input: { flowId, query: asked } })
    all.push(...page.items)
    after = page.next
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  return all
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, n) => total + n, 0)

beforeAll(() => storeReportedFlow(database.sql))

describe('the people behind a figure', () => {
  it.each<Scope>([
    {},
    { version: '1' },
    { version: '2' },
    { from: '2026-11-10', to: '2026-11-10' },
    { from: '2026-11-11' },
    { to: '2026-11-11', version: '2' },
    { from: '2026-11-25' },
  ])('are as many as it says, each figure of each step and line: %j', async (scope) => {
    const report = await flowReport({ ctx: ctx(), input: { flowId, query: scope } })
    const behind = async (of: string, node: string, branch?: string | null) =>
      (await everyone({ ...scope, of, node, ...(branch ? { branch } : {}) })).length
    expect(await behind('entered', 'trigger')).toBe(report.entered)
    for (const [node, figures] of Object.entries(report.nodes)) {
      for (const of of ['entered', 'waiting', 'sent', 'opened', 'clicked', 'orders'] as const) {
        expect([node, of, await behind(of, node)]).toEqual([node, of, figures[of]])
      }
      expect([node, await behind('skipped', node)]).toEqual([node, sum(figures.skipped)])
    }
    for (const { from, branch, count } of report.edges) {
      expect([from, branch, await behind('left', from, branch)]).toEqual([from, branch, count])
    }
  })

  it('come newest first, with what they ordered and why they got nothing', async () => {
    const orders = await everyone({ of: 'orders', node: 'reminder' })
    expect(orders.map(({ at }) => at)).toEqual(
      orders
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
    expect(orders.map(({ amount, currency }) => `${Number(amount)} ${currency}`).sort()).toEqual([
      '10.5 EUR',
      '20 null',
      '499.8 TRY',
    ])
    expect((await everyone({ of: 'skipped', node: 'reminder' })).map(({ reason }) => reason)).toEqual([
      'consent',
    ])
  })

  it('are a file too, a row for each', async () => {
    const query = FigurePeopleQuery.parse({ of: 'entered', node: 'trigger' })
    const lines = (await peopleBehindCsv({ ctx: ctx(), input: { flowId, query } })).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 7)
  })

  it('are nobody’s business in another workspace, and an unknown version is said to be none', async () => {
    const query = FigurePeopleQuery.parse({ of: 'entered', node: 'trigger' })
    const other = { ...ctx(), workspaceId: v7() }
    await expect(peopleBehind({ ctx: other, input: { flowId, query } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      peopleBehind({ ctx: ctx(), input: { flowId, query: { ...query, version: '9' } } }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

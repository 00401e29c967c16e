import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { day, firstVersion, flowId, storeReportedFlow, workspaceId } from '#server/testing/reported-flow.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { flowReport } from './flow-report.ts'
import { flowsReport } from './flows-report.ts'
import { flowReportCsv, flowsReportCsv } from './report-csv.ts'

const database = testDatabase()

const ctx = (): Ctx => ({ sql: database.sql, workspaceId, actor: { kind: 'system' }, now: day(30) })
const report = (query: { from?: string; to?: string; version?: string } = {}) =>
  flowReport({ ctx: ctx(), input: { flowId, query } })

const NONE = { sent: 0, skipped: {}, unsent: {}, opened: 0, clicked: 0 }

beforeAll(() => storeReportedFlow(database.sql))

describe('the report of a flow', () => {
  it('counts everything over all time', async () => {
    const { nodes, edges, days: _days, steps, ...totals } = await report()
    expect(totals).toEqual({
      flow: { id: flowId, name: 'Cart', status: 'live' },
      from: null,
      to: null,
      version: null,
      timeZone: 'Europe/Istanbul',
      currency: 'TRY',
      trigger: { kind: 'manual' },
      entered: 7,
      active: 1,
      completed: 5,
      converted: 0,
      exited: { Bought: 1 },
      failed: 0,
      held: 0,
      messages: {
        email: { sent: 3, skipped: { consent: 1 }, unsent: { unconnected: 1 }, opened: 3, clicked: 1 },
        sms: NONE,
        push: NONE,
        whatsapp: NONE,
      },
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
    })
    expect(steps.map(({ id }) => id)).toEqual(['wait', 'reminder', 'exit', 'old'])
    expect(nodes.wait).toMatchObject({ entered: 6, waiting: 1, sent: 0, orders: 0, conversionPerSend: null })
    expect(nodes.exit).toMatchObject({ entered: 1, waiting: 0 })
    expect(nodes.old).toMatchObject({ entered: 1, sent: 1, opened: 1 })
    expect(nodes.reminder).toEqual({
      entered: 4,
      waiting: 0,
      sent: 2,
      skipped: { consent: 1 },
      unsent: { unconnected: 1 },
      opened: 2,
      clicked: 1,
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
      conversionPerSend: 1.5,
    })
    expect(new Set(edges)).toEqual(
      new Set([
        { from: 'trigger', branch: null, count: 7 },
        { from: 'wait', branch: 'happened', count: 1 },
        { from: 'wait', branch: 'timed_out', count: 4 },
        { from: 'reminder', branch: null, count: 4 },
        { from: 'old', branch: null, count: 1 },
      ]),
    )
  })

  it('counts each thing on the day it happened, in the zone of the workspace', async () => {
    const nothing = { entered: 0, sent: 0, opened: 0, clicked: 0, orders: 0, revenue: [] }
    expect((await report()).days).toEqual([
      { ...nothing, day: '2026-11-01', entered: 1, sent: 1 },
      { ...nothing, day: '2026-11-10', entered: 6, sent: 2, opened: 2 },
      {
        ...nothing,
        day: '2026-11-11',
        opened: 1,
        clicked: 1,
        orders: 1,
        revenue: [{ currency: 'TRY', amount: '499.80' }],
      },
      {
        ...nothing,
        day: '2026-11-12',
        orders: 2,
        revenue: [
          { currency: 'TRY', amount: '20.00' },
          { currency: 'EUR', amount: '10.50' },
        ],
      },
    ])
  })

  it('holds to its period: opens of older messages count when they happened', async () => {
    const tenth = await report({ from: '2026-11-10', to: '2026-11-10' })
    expect(tenth).toMatchObject({
      from: '2026-11-09T21:00:00.000Z',
      to: '2026-11-10T21:00:00.000Z',
      entered: 6,
      completed: 4,
      exited: { Bought: 1 },
      orders: 0,
      revenue: [],
    })
    expect(tenth.messages.email).toEqual({
      sent: 2,
      skipped: { consent: 1 },
      unsent: { unconnected: 1 },
      opened: 2,
      clicked: 0,
    })
    expect(tenth.edges).not.toContainEqual(expect.objectContaining({ from: 'old' }))
    const after = await report({ from: '2026-11-11T00:00:00+03:00' })
    expect(after).toMatchObject({ entered: 0, completed: 0, exited: {}, active: 1, orders: 3 })
    expect(after.nodes.reminder).toMatchObject({ entered: 0, sent: 0, opened: 1, conversionPerSend: null })
  })

  it('holds to one version, by number or id', async () => {
    const first = await report({ version: '1' })
    expect(first).toMatchObject({ version: 1, entered: 1, completed: 1, active: 0, orders: 0 })
    expect(Object.keys(first.nodes)).toEqual(['old'])
    expect(await report({ version: firstVersion })).toEqual(first)
    expect(await report({ version: '2' })).toMatchObject({ entered: 6, completed: 4, active: 1, orders: 3 })
    await expect(report({ version: '3' })).rejects.toThrow(AppError)
  })

  it("knows no other workspace's flow", async () => {
    const other = { ...ctx(), workspaceId: v7() }
    await expect(flowReport({ ctx: other, input: { flowId, query: {} } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is a CSV with one row per step', async () => {
    const lines = flowReportCsv(await report())
      .slice(1)
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toBe(
      'step,kind,title,entered,waiting,sent,skipped,skipped_reasons,unsent,opened,clicked,orders,revenue_try,revenue_eur,conversion_per_send',
    )
    expect(lines).toContain("reminder,email,'=Cart,4,0,2,1,consent: 1,1,2,1,3,519.80,10.50,1.5")
    expect(lines).toHaveLength(5)
  })
})

describe('the report of all flows', () => {
  it('sums up what each did and earned', async () => {
    const all = await flowsReport({ ctx: ctx(), input: {} })
    const figures = {
      entered: 7,
      sent: 3,
      opened: 3,
      clicked: 1,
      orders: 3,
      revenue: [
        { currency: 'TRY', amount: '519.80' },
        { currency: 'EUR', amount: '10.50' },
      ],
    }
    expect(all.totals).toEqual(figures)
    expect(all.flows).toEqual([{ id: flowId, name: 'Cart', status: 'live', ...figures }])
    expect(all.days).toEqual((await report()).days)
    expect(flowsReportCsv(all)).toContain(`${flowId},Cart,live,7,3,3,1,3,519.80,10.50`)
  })

  it('holds to its period', async () => {
    const { totals } = await flowsReport({ ctx: ctx(), input: { from: '2026-11-12' } })
    expect(totals).toMatchObject({ entered: 0, sent: 0, opened: 0, orders: 2 })
  })
})

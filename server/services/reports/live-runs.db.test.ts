import { expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx } from '../context.ts'
import { flowReport } from './flow-report.ts'

const database = testDatabase()
const at = (time: string) => new Date(`2026-11-10T${time}:00Z`)

const reportOf = (shop: DrivenShop, flowId: string) => {
  const ctx: Ctx = {
    sql: database.sql,
    workspaceId: shop.workspaceId,
    actor: { kind: 'system' },
    now: at('12:00'),
  }
  return flowReport({ ctx, input: { flowId, query: {} } })
}

const cart = (person: string, cartId: string, time: string) => ({
  event: 'Added to Cart',
  at: at(time),
  identifiers: { external_id: person },
  properties: { cart_id: cartId },
})
const order = (person: string, cartId: string, time: string) => ({
  ...cart(person, cartId, time),
  event: 'Placed Order',
  value: '250.00',
  currency: 'TRY',
})

it('reads what live runs left behind: ways taken, exits, people who wait, and the order that came back', async () => {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(
    flowOf({
      nodes: [
        {
          id: 'wait',
          kind: 'wait',
          config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 1, unit: 'hours' } },
        },
        { id: 'bought', kind: 'exit', config: { reason: 'Bought' } },
        { id: 'reminder', kind: 'email' },
        {
          id: 'draft',
          kind: 'email',
          config: { status: 'draft', messageKind: 'marketing', subject: 'x', blocks: [] },
        },
      ],
      edges: [
        { from: 'trigger', to: 'wait' },
        { from: 'wait', branch: 'happened', to: 'bought' },
        { from: 'wait', branch: 'timed_out', to: 'reminder' },
        { from: 'reminder', to: 'draft' },
      ],
    }),
  )
  await shop.happen([
    cart('ayse', 'k-1', '09:00'),
    cart('mehmet', 'k-2', '09:05'),
    order('ayse', 'k-1', '09:30'),
    cart('zeynep', 'k-3', '10:30'),
  ])

  const report = await reportOf(shop, flowId)
  expect(report).toMatchObject({
    entered: 3,
    active: 1,
    completed: 1,
    converted: 0,
    exited: { Bought: 1 },
    failed: 0,
    orders: 0,
  })
  expect(report.nodes.wait).toMatchObject({ entered: 3, waiting: 1 })
  expect(report.nodes.bought).toMatchObject({ entered: 1 })
  expect(report.nodes.reminder).toMatchObject({ entered: 1, sent: 0, unsent: { pending: 1 } })
  expect(report.nodes.draft).toMatchObject({ entered: 1, sent: 0, skipped: { draft: 1 } })
  expect(new Set(report.edges)).toEqual(
    new Set([
      { from: 'trigger', branch: null, count: 3 },
      { from: 'wait', branch: 'happened', count: 1 },
      { from: 'wait', branch: 'timed_out', count: 1 },
      { from: 'reminder', branch: null, count: 1 },
      { from: 'draft', branch: null, count: 1 },
    ]),
  )

  const [message] = await database.sql<{ part: number; id: string }[]>`
    update messages set status = 'sent', sent_at = ${at('10:06')}, clicked_at = ${at('10:10')}
    where flow_id = ${flowId} returning part, id`
  await database.sql`
    insert into message_events (part, id, workspace_id, message_id, kind, at)
    values (${message!.part}, ${message!.id}, ${shop.workspaceId}, ${message!.id}, 'clicked', ${at('10:10')})`
  await shop.happen([order('mehmet', 'k-2', '10:40')])

  const later = await reportOf(shop, flowId)
  expect(later).toMatchObject({ orders: 1, revenue: [{ currency: 'TRY', amount: '250.00' }] })
  expect(later.nodes.reminder).toMatchObject({
    sent: 1,
    unsent: {},
    clicked: 1,
    orders: 1,
    revenue: [{ currency: 'TRY', amount: '250.00' }],
    conversionPerSend: 1,
  })
})

it('counts runs that reached the goal as converted', async () => {
  const shop = await new DrivenShop(database.sql).open()
  const { flowId } = await shop.publish(
    flowOf({
      settings: { goal: { event: 'Placed Order', sameKey: true } },
      nodes: [
        { id: 'delay', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
        { id: 'reminder', kind: 'email' },
      ],
    }),
  )
  await shop.happen([cart('ayse', 'k-1', '09:00'), order('ayse', 'k-1', '09:30')])
  const report = await reportOf(shop, flowId)
  expect(report).toMatchObject({ entered: 1, active: 0, completed: 1, converted: 1, exited: {} })
  expect(report.nodes.reminder).toMatchObject({ entered: 0 })
  expect(report.edges).toEqual([{ from: 'trigger', branch: null, count: 1 }])
})

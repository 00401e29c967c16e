import type { Sql } from '../../client.ts'
import { type Period, within } from './period.ts'

export interface OrderFigures {
  customers: number
  repeatCustomers: number
  orders: number
  refunds: number
}

export interface RevenueFigures {
  currency: string
  /** Decimal strings; refunded is positive. */
  gross: string
  refunded: string
  net: string
}

/** How far back a repeat of an order may lie from its first telling, and still be found out. */
const REPEATS_WITHIN_MS = 30 * 24 * 60 * 60 * 1_000

/** Orders of a workspace in the period; several events with the same `order_id` are one order, at its first instant. */
function placedOrders(sql: Sql, workspaceId: string, { from, to }: Period) {
  const since = from && new Date(from.getTime() - REPEATS_WITHIN_MS)
  return sql`
    select * from (
      select distinct on (coalesce(properties ->> 'order_id', id::text)) profile_id, time, value, currency
      from events where workspace_id = ${workspaceId} and name = 'Placed Order'
        and ${within(sql, 'time', { from: since, to })}
      order by coalesce(properties ->> 'order_id', id::text), time, id
    ) as first_tellings
    where ${within(sql, 'time', { from, to })}`
}

/** Buyers, orders and refunds of a workspace in the period. */
export async function orderFigures(
  sql: Sql,
  { workspaceId, ...period }: Period & { workspaceId: string },
): Promise<OrderFigures> {
  const [figures] = await sql<[OrderFigures]>`
    with placed as materialized (${placedOrders(sql, workspaceId, period)}),
    buyers as (select profile_id, count(*) as orders from placed group by profile_id)
    select count(*)::int as customers,
      (count(*) filter (where orders >= 2))::int as "repeatCustomers",
      coalesce(sum(orders), 0)::int as orders,
      (select count(*)::int from events where workspace_id = ${workspaceId} and name = 'Refunded Order'
        and ${within(sql, 'time', period)}) as refunds
    from buyers`
  return figures
}

/** What orders brought and refunds took, by currency; amounts without one are in the workspace's own. */
export function revenueFigures(
  sql: Sql,
  { workspaceId, ownCurrency, ...period }: Period & { workspaceId: string; ownCurrency: string },
): Promise<RevenueFigures[]> {
  return sql<RevenueFigures[]>`
    with amounts as (
      select currency, value as gross, 0::numeric as refunded
      from (${placedOrders(sql, workspaceId, period)}) as placed where value is not null
      union all
      select currency, 0, abs(value) from events
      where workspace_id = ${workspaceId} and name = 'Refunded Order' and value is not null
        and ${within(sql, 'time', period)}
    )
    select coalesce(currency, ${ownCurrency}) as currency, sum(gross)::text as gross, sum(refunded)::text as refunded,
      sum(gross - refunded)::text as net
    from amounts group by 1`
}

import type { Sql } from '../../client.ts'
import { type FlowScope, ofFlow } from './flow-runs.ts'
import { within } from './period.ts'

export interface ConversionFigures {
  node: string
  /** Null where the shop named none. */
  currency: string | null
  orders: number
  /** Decimal string. */
  amount: string
}

/** Orders placed in the period that were credited to a flow's messages, by node and currency. */
export function flowConversions(sql: Sql, scope: FlowScope): Promise<ConversionFigures[]> {
  return sql<ConversionFigures[]>`
    select node, currency, count(*)::int as orders, sum(amount)::text as amount
    from conversions where ${ofFlow(sql, scope)} and ${within(sql, 'at', scope)}
    group by 1, 2`
}

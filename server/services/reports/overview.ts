import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { orderFigures, revenueFigures } from '#db/queries/reports/orders.ts'
import { peopleCount } from '#db/queries/reports/people.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { amountText, ownFirst } from './amounts.ts'
import { type ReportPeriod, resolvePeriod } from './report-period.ts'

/** A shop's figures over a period. Amounts are decimal strings; `refunded` is positive, `net` = gross − refunded. */
export interface Overview {
  people: number
  customers: number
  repeatCustomers: number
  orders: number
  refunds: number
  revenue: { currency: string; gross: string; refunded: string; net: string }[]
}

/**
 * The workspace's people, buyers, orders and revenue over the period, or over all time. People are those first seen in
 * it, customers those with an order in it, repeat customers those with two or more; an order told twice counts once.
 */
export async function overview({ ctx, input }: { ctx: Ctx; input: ReportPeriod }): Promise<Overview> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const settings = await figuresSettings(sql, workspaceId)
  if (settings === undefined) throw new AppError('not_found', 'There is no such workspace.')
  const scope = { workspaceId, ...resolvePeriod(input, settings.timeZone) }
  const [people, orders, revenue] = await Promise.all([
    peopleCount(sql, scope),
    orderFigures(sql, scope),
    revenueFigures(sql, { ...scope, ownCurrency: settings.currency }),
  ])
  return {
    people,
    ...orders,
    revenue: revenue
      .map(({ currency, gross, refunded, net }) => ({
        currency,
        gross: amountText(gross, currency),
        refunded: amountText(refunded, currency),
        net: amountText(net, currency),
      }))
      .sort(ownFirst(settings.currency)),
  }
}

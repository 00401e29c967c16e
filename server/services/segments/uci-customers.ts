import type { Condition } from '#flows/conditions/condition.ts'
import { NO_FACTS } from '#flows/conditions/facts.ts'
import type { Standing } from '#flows/conditions/next-flip.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { PLACED_ORDER, REFUNDED_ORDER } from '#flows/events/vocabulary.ts'
import { NO_SHOP } from '#flows/traits/traits.ts'
import { shopRows } from '../../testing/shop-data.ts'

/** A real shop's orders of a year, and when its data end. */
export const ORDERS = 'uci-retail-orders.csv.gz'
export const END = Date.parse('2011-12-09T12:50:00Z')

/** Segments of it with known answers: 1,446, 759 and 799. */
export const REPEAT: Condition = { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } }
export const LAPSED: Condition = {
  all: [
    { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 1 } },
    {
      kind: 'event',
      event: 'Placed Order',
      within: { last: { amount: 90, unit: 'days' } },
      count: { op: 'eq', value: 0 },
    },
  ],
}
export const WORTH_1000: Condition = {
  kind: 'property',
  of: 'traits',
  path: 'net_revenue',
  op: 'gte',
  value: 1_000,
}

/** Everyone with a purchase or a return; shop-local times are read as one zone's, since only the time between them matters. */
export async function customers(): Promise<Standing[]> {
  const byPerson = new Map<string, FlowEvent[]>()
  for await (const { time, customer_id, invoice, is_return, value_gbp } of shopRows(ORDERS)) {
    const events = byPerson.get(customer_id!) ?? []
    events.push({
      id: invoice!,
      name: /^(1|true)$/i.test(is_return!) ? REFUNDED_ORDER : PLACED_ORDER,
      time: Date.parse(`${time!.replace(' ', 'T')}Z`),
      properties: {},
      value: value_gbp!,
      currency: 'GBP',
    })
    byPerson.set(customer_id!, events)
  }
  const subject = { profile: {}, event: null, answers: {}, run: null, facts: NO_FACTS }
  return [...byPerson].map(([seed, events]) => ({
    subject: { ...subject, seed },
    events,
    messages: [],
    shop: NO_SHOP,
  }))
}

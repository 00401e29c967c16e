import type { Sql, Tx } from '#db/client.ts'
import { insertConversions } from '#db/queries/reports/insert-conversions.ts'
import { lastTouches, type TouchQuestion } from '#db/queries/reports/last-touches.ts'

/** A newly routed order. `amount` is a decimal string, `orderId` the shop's own number where it gave one. */
export interface PlacedOrder {
  part: number
  workspaceId: string
  profileId: string
  eventId: string
  time: Date
  amount: string | null
  currency: string | null
  orderId: string | null
}

/**
 * Credits each order to the last message its buyer opened or clicked within the attribution window of the message's flow, both
 * ends counted. The window is that of the version which sent the message, so that a later edit changes no past figure. Touches by scanners and privacy proxies don't count. One order goes to one message, and repeating the call, or a
 * second event with the same `orderId`, credits nothing. Call it in the transaction that stored the events; backfilled
 * orders are the caller's to leave out. Returns how many orders were credited.
 */
export async function creditOrders(sql: Sql | Tx, orders: readonly PlacedOrder[]): Promise<number> {
  const groups = Map.groupBy(firstOfEachOrder(orders), (order) => `${order.part}:${order.workspaceId}`)
  let credited = 0
  for (const group of groups.values()) {
    const { part, workspaceId } = group[0]!
    const byEvent = new Map(group.map((order) => [order.eventId, order]))
    const questions: TouchQuestion[] = group.map((order) => ({
      eventId: order.eventId,
      profileId: order.profileId,
      orderId: order.orderId,
      at: order.time,
    }))
    const touches = await lastTouches(sql, { part, workspaceId, questions })
    const conversions = touches.map((touch) => {
      const order = byEvent.get(touch.eventId)!
      return {
        ...touch,
        profileId: order.profileId,
        amount: order.amount ?? '0',
        currency: order.currency,
        at: order.time,
      }
    })
    credited += await insertConversions(sql, { part, workspaceId, conversions })
  }
  return credited
}

/** Within one batch, later events of the same person's order are repeats of the first. */
function firstOfEachOrder(orders: readonly PlacedOrder[]): PlacedOrder[] {
  const seen = new Set<string>()
  return orders.filter((order) => {
    if (order.orderId === null) return true
    const name = JSON.stringify([order.workspaceId, order.profileId, order.orderId])
    if (seen.has(name)) return false
    seen.add(name)
    return true
  })
}

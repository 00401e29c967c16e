import { z } from 'zod'
import { countFailedEvents, failedEvents } from '#db/queries/failed-events.ts'
import type { Identifiers } from '#flows/events/accepted-event.ts'
import type { JsonObject } from '#flows/json.ts'
import { type Ctx, requirePermission } from '../context.ts'

export const ListFailedEvents = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.uuid().optional(),
})
export type ListFailedEvents = z.output<typeof ListFailedEvents>

export interface FailedEvent {
  id: string
  event: string
  time: string
  receivedAt: string
  /** Who it names, as the shop sent them. */
  identifiers: Identifiers
  properties: JsonObject
  /** What PostgreSQL or the routing said at the last try. */
  error: string
}

/** Accepted events that could not be routed after five tries, newest first; `count` goes to 1,000. */
export async function listFailedEvents({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListFailedEvents
}): Promise<{ items: FailedEvent[]; count: number; next: string | null }> {
  requirePermission(ctx, 'read')
  const { limit, after = null } = input
  const [rows, count] = await Promise.all([
    failedEvents(ctx.sql, ctx.workspaceId, { after, limit: limit + 1 }),
    countFailedEvents(ctx.sql, ctx.workspaceId),
  ])
  const page = rows.slice(0, limit)
  return {
    items: page.map(({ id, payload, receivedAt, error }) => ({
      id,
      event: payload.event,
      time: payload.time,
      receivedAt: receivedAt.toISOString(),
      identifiers: payload.identifiers,
      properties: payload.properties,
      error,
    })),
    count,
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  }
}

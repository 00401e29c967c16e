import type { Json } from '#flows/json.ts'
import { type Ctx, requirePermission } from '../context.ts'

export interface SeenEvent {
  name: string
  paths: { path: string; example: Json }[]
  lastSeenAt: string
}

const MOST_NAMES = 1_000

/** Events that reached this workspace with the property paths seen in them, the newest first. */
export async function listSeen({ ctx }: { ctx: Ctx }): Promise<SeenEvent[]> {
  requirePermission(ctx, 'read')
  const rows = await ctx.sql<{ name: string; paths: Record<string, Json>; last_seen_at: Date }[]>`
    select name, paths, last_seen_at from seen_events where workspace_id = ${ctx.workspaceId}
    order by last_seen_at desc, name limit ${MOST_NAMES}`
  return rows.map(({ name, paths, last_seen_at }) => ({
    name,
    paths: Object.entries(paths).map(([path, example]) => ({ path, example })),
    lastSeenAt: last_seen_at.toISOString(),
  }))
}

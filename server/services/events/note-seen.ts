import type { Tx } from '#db/client.ts'
import type { RoutedEvent } from '#db/queries/events.ts'
import type { Json } from '#flows/json.ts'

const MOST_PATHS = 200
const DEEPEST = 4
/** A name and its paths are written again after this long, for `last_seen_at`. */
const REFRESH_MS = 60_000
const MOST_REMEMBERED = 20_000
const noted = new Map<string, number>()

/** Remembers event names and property paths with an example each, for the studio's pickers. */
export async function noteSeenEvents(tx: Tx, events: RoutedEvent[], now: Date): Promise<Set<string>> {
  const ids = new Set<string>()
  const fresh = new Map<string, { workspaceId: string; name: string; paths: Record<string, Json> }>()
  for (const { workspaceId, event } of events) {
    const id = `${workspaceId} ${event.name} ${Object.keys(event.properties).join(' ')}`
    const last = noted.get(id)
    if (last !== undefined && Math.abs(now.getTime() - last) < REFRESH_MS) continue
    ids.add(id)
    const group = `${workspaceId} ${event.name}`
    const paths = fresh.get(group)?.paths ?? {}
    collectPaths(event.properties, '', 1, paths)
    fresh.set(group, { workspaceId, name: event.name, paths })
  }
  if (fresh.size === 0) return ids
  const rows = [...fresh].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  await tx`
    insert into seen_events as s (workspace_id, name, paths, first_seen_at, last_seen_at)
    select u.workspace_id, u.name, u.paths, ${now}, ${now}
    from unnest(${rows.map((r) => r.workspaceId)}::uuid[], ${rows.map((r) => r.name)}::text[],
      ${rows.map((r) => JSON.stringify(r.paths))}::text[]::jsonb[]) u(workspace_id, name, paths)
    on conflict (workspace_id, name) do update
      set paths = s.paths || excluded.paths, last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at)`
  return ids
}

/** To be called with what `noteSeenEvents` returned once its transaction is committed: spares writing it again soon. */
export function rememberSeen(ids: Set<string>, now: Date): void {
  if (noted.size > MOST_REMEMBERED) noted.clear()
  for (const id of ids) noted.set(id, now.getTime())
}

function collectPaths(value: Json, at: string, depth: number, paths: Record<string, Json>): void {
  if (Object.keys(paths).length >= MOST_PATHS) return
  if (value === null || typeof value !== 'object') {
    if (at !== '') paths[at] = typeof value === 'string' ? value.slice(0, 200) : value
    return
  }
  if (depth > DEEPEST) return
  if (Array.isArray(value)) {
    if (at !== '') paths[at] = `[${value.length}]`
    if (value.length > 0) collectPaths(value[0]!, `${at}.0`, depth + 1, paths)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!key.includes('.')) collectPaths(inner, at === '' ? key : `${at}.${key}`, depth + 1, paths)
  }
}

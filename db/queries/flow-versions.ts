import { Flow } from '#flows/graph/flow.ts'
import { eventsThatMatter } from '#flows/interpreter/listens.ts'
import type { Sql, Tx } from '../client.ts'

/** A published version, ready to be run. */
export interface Version {
  id: string
  flowId: string
  workspaceId: string
  number: number
  flow: Flow
  /** Names of events whose order matters to it. */
  events: Set<string>
}

const MOST_KEPT = 2_000
const kept = new Map<string, Version>()

/** Loads published versions. They never change, so each is read once by a process. */
export async function loadVersions(tx: Sql | Tx, ids: Iterable<string>): Promise<Map<string, Version>> {
  const wanted = [...new Set(ids)]
  const missing = wanted.filter((id) => !kept.has(id))
  if (missing.length > 0) {
    const rows = await tx<
      { id: string; flow_id: string; workspace_id: string; number: number; graph: unknown }[]
    >`
      select id, flow_id, workspace_id, number, graph from flow_versions where id = any(${missing}::uuid[])`
    for (const row of rows) {
      const flow = Flow.parse(row.graph)
      kept.set(row.id, {
        id: row.id,
        flowId: row.flow_id,
        workspaceId: row.workspace_id,
        number: row.number,
        flow,
        events: eventsThatMatter(flow),
      })
    }
  }
  const found = new Map(wanted.flatMap((id) => (kept.has(id) ? [[id, kept.get(id)!] as const] : [])))
  for (const id of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(id)
  }
  return found
}

/** The live versions of flows of a workspace; those that are not live are absent. Holds their rows like `liveVersions`. */
export async function liveVersionsOf(tx: Tx, workspaceIds: string[], flowIds: string[]): Promise<Version[]> {
  const rows = await tx<{ live_version_id: string }[]>`
    select live_version_id from flows
    where id::text = any(${flowIds}::text[]) and workspace_id = any(${workspaceIds}::uuid[]) and status = 'live'
      and live_version_id is not null
    order by id for share`
  return versionsOf(tx, rows)
}

/** Where flows stand. Holds their rows until the transaction ends, so that a pause waits for it. */
export async function flowStatuses(tx: Tx, flowIds: string[]): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; status: string }[]>`
    select id, status from flows where id = any(${flowIds}::uuid[]) order by id for share`
  return new Map(rows.map(({ id, status }) => [id, status]))
}

async function versionsOf(tx: Tx, rows: { live_version_id: string }[]): Promise<Version[]> {
  const versions = await loadVersions(
    tx,
    rows.map((row) => row.live_version_id),
  )
  return [...versions.values()]
}

/** The live versions of workspaces. Holds their flows' rows until the transaction ends, so that a pause waits for it. */
export async function liveVersions(tx: Tx, workspaceIds: string[]): Promise<Version[]> {
  const rows = await tx<{ live_version_id: string }[]>`
    select live_version_id from flows
    where workspace_id = any(${workspaceIds}::uuid[]) and status = 'live' and live_version_id is not null
    order by id for share`
  return versionsOf(tx, rows)
}

import type { Sql } from '../client.ts'

export interface WorkspaceRow {
  id: string
  name: string
  slug: string
  timeZone: string
  currency: string
  country: string
}

const FIRST_WORKSPACE_LOCK = 4_201_002

/** The workspace with this slug; without one, the oldest. */
export async function findWorkspace(sql: Sql, slug: string | undefined): Promise<WorkspaceRow | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select id, name, slug, time_zone as "timeZone", currency, country from workspaces
    where ${slug ?? null}::text is null or slug = ${slug ?? null} order by created_at, id limit 1`
  return row ?? null
}

/** Makes a workspace if there is none at all; several processes may try at once. */
export async function insertFirstWorkspace(
  sql: Sql,
  workspace: { id: string; name: string; slug: string; now: Date },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${FIRST_WORKSPACE_LOCK})`
    await tx`
      insert into workspaces (id, name, slug, created_at)
      select ${workspace.id}, ${workspace.name}, ${workspace.slug}, ${workspace.now}
      where not exists (select from workspaces)`
  })
}

import type { Sql, Tx } from '../client.ts'

export interface WorkspaceRow {
  id: string
  name: string
  timeZone: string
  locale: 'tr' | 'en'
  currency: string
  country: string
  consentRule: 'implied' | 'explicit'
}

export interface NewWorkspace extends WorkspaceRow {
  slug: string
  now: Date
}

type Settings = { [K in keyof Omit<WorkspaceRow, 'id'>]?: WorkspaceRow[K] | undefined }

const COLUMNS = (sql: Sql | Tx) =>
  sql`id, name, time_zone as "timeZone", locale, currency, country, consent_rule as "consentRule"`

export async function workspaceById(sql: Sql | Tx, id: string): Promise<WorkspaceRow | null> {
  const [row] = await sql<WorkspaceRow[]>`select ${COLUMNS(sql)} from workspaces where id = ${id}`
  return row ?? null
}

/** The oldest workspace: the one an installation begins with. */
export async function firstWorkspace(sql: Sql | Tx): Promise<WorkspaceRow | null> {
  const [row] = await sql<WorkspaceRow[]>`
    select ${COLUMNS(sql)} from workspaces order by created_at, id limit 1`
  return row ?? null
}

export async function insertWorkspace(tx: Tx, workspace: NewWorkspace): Promise<void> {
  await tx`
    insert into workspaces (id, name, slug, time_zone, locale, currency, country, consent_rule, created_at)
    values (${workspace.id}, ${workspace.name}, ${workspace.slug}, ${workspace.timeZone}, ${workspace.locale},
      ${workspace.currency}, ${workspace.country}, ${workspace.consentRule}, ${workspace.now})`
}

/** Changes a shop's settings; absent ones stay. */
export async function updateWorkspaceRow(sql: Sql | Tx, id: string, settings: Settings): Promise<void> {
  await sql`
    update workspaces set
      name = coalesce(${settings.name ?? null}, name),
      time_zone = coalesce(${settings.timeZone ?? null}, time_zone),
      locale = coalesce(${settings.locale ?? null}, locale),
      currency = coalesce(${settings.currency ?? null}, currency),
      country = coalesce(${settings.country ?? null}, country),
      consent_rule = coalesce(${settings.consentRule ?? null}, consent_rule)
    where id = ${id}`
}

import type postgres from 'postgres'
import type { JsonObject } from '#flows/json.ts'
import type { ProfileRecord } from '#flows/profile-fields.ts'
import { plainArray } from '../array-text.ts'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'
import { noteChanges, type SegmentCause } from './segments/checks.ts'

/** A profile as it is stored; `part` is its distribution key. */
export interface StoredProfile extends ProfileRecord {
  part: number
  workspaceId: string
  lastSeenAt: Date | null
}

interface Row {
  part: number
  id: string
  workspace_id: string
  external_id: string | null
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
  time_zone: string | null
  locale: string | null
  properties: JsonObject
  created_at: Date
  last_seen_at: Date | null
}

const stored = (row: Row): StoredProfile => ({
  part: row.part,
  id: row.id,
  workspaceId: row.workspace_id,
  external_id: row.external_id,
  email: row.email,
  phone: row.phone,
  first_name: row.first_name,
  last_name: row.last_name,
  time_zone: row.time_zone,
  locale: row.locale,
  properties: row.properties,
  created_at: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at,
})

export interface ProfileRef {
  workspaceId: string
  id: string
}

/** Loads profiles by id. `lock` takes their rows in a fixed order, so that two takers never wait for each other. */
export async function loadProfiles(
  tx: Sql | Tx,
  refs: ProfileRef[],
  lock = false,
): Promise<Map<string, StoredProfile>> {
  return select(tx, refs, lock ? tx`for update` : tx``)
}

/** Ids of a workspace's people in one part, in order, after an id. */
export async function nextProfiles(
  tx: Sql | Tx,
  wanted: { part: number; workspaceId: string; after: string | null; limit: number },
): Promise<string[]> {
  const { part, workspaceId, after, limit } = wanted
  const rows = await tx<{ id: string }[]>`
    select id from profiles where part = ${part} and workspace_id = ${workspaceId}
      ${after === null ? tx`` : tx`and id > ${after}::uuid`}
    order by id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Locks those of the profiles that nobody else holds, without waiting. */
export async function lockFreeProfiles(tx: Tx, refs: ProfileRef[]): Promise<Map<string, StoredProfile>> {
  return select(tx, refs, tx`for update skip locked`)
}

/** One index probe a profile, in the order of the ids, whatever the statistics say. */
async function select(
  tx: Sql | Tx,
  refs: ProfileRef[],
  locking: postgres.Fragment,
): Promise<Map<string, StoredProfile>> {
  if (refs.length === 0) return new Map()
  const wanted = [...new Map(refs.map((ref) => [ref.id, ref])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const rows = await tx<Row[]>`
    select p.* from unnest(${plainArray(wanted.map((r) => partOf(r.workspaceId, r.id)))}::smallint[], ${plainArray(wanted.map((r) => r.id))}::uuid[],
      ${plainArray(wanted.map((r) => r.workspaceId))}::uuid[]) u(part, id, workspace_id)
    cross join lateral (
      select part, id, workspace_id, external_id, email, phone, first_name, last_name, time_zone, locale, properties,
        created_at, last_seen_at
      from profiles where part = u.part and id = u.id and workspace_id = u.workspace_id limit 1 ${locking}) p`
  return new Map(rows.map((row) => [row.id, stored(row)]))
}

/** Writes new profiles and the changes of known ones, each in one statement. */
export async function writeProfiles(
  tx: Tx,
  profiles: { created: StoredProfile[]; changed: StoredProfile[] },
  now: Date,
) {
  const columns = (list: StoredProfile[]) =>
    [
      list.map((p) => p.part),
      list.map((p) => p.id),
      list.map((p) => p.workspaceId),
      list.map((p) => p.external_id),
      list.map((p) => p.email),
      list.map((p) => p.phone),
      list.map((p) => p.first_name),
      list.map((p) => p.last_name),
      list.map((p) => p.time_zone),
      list.map((p) => p.locale),
      list.map((p) => JSON.stringify(p.properties)),
      list.map((p) => p.lastSeenAt?.toISOString() ?? null),
    ] as const
  if (profiles.created.length > 0) {
    const c = columns(profiles.created)
    await tx`
      insert into profiles (part, id, workspace_id, external_id, email, phone, first_name, last_name, time_zone, locale,
        properties, last_seen_at, created_at, updated_at)
      select u.*, ${now}, ${now} from unnest(${c[0]}::smallint[], ${c[1]}::uuid[], ${c[2]}::uuid[], ${c[3]}::text[],
        ${c[4]}::text[], ${c[5]}::text[], ${c[6]}::text[], ${c[7]}::text[], ${c[8]}::text[], ${c[9]}::text[],
        ${c[10]}::text[]::jsonb[], ${c[11]}::timestamptz[]) u`
  }
  if (profiles.changed.length > 0) {
    const c = columns(profiles.changed)
    await tx`
      update profiles p set external_id = u.external_id, email = u.email, phone = u.phone, first_name = u.first_name,
        last_name = u.last_name, time_zone = u.time_zone, locale = u.locale, properties = u.properties,
        last_seen_at = greatest(p.last_seen_at, u.last_seen_at), updated_at = ${now}
      from unnest(${c[0]}::smallint[], ${c[1]}::uuid[], ${c[2]}::uuid[], ${c[3]}::text[], ${c[4]}::text[],
        ${c[5]}::text[], ${c[6]}::text[], ${c[7]}::text[], ${c[8]}::text[], ${c[9]}::text[],
        ${c[10]}::text[]::jsonb[], ${c[11]}::timestamptz[])
        u(part, id, workspace_id, external_id, email, phone, first_name, last_name, time_zone, locale, properties, last_seen_at)
      where p.part = u.part and p.id = u.id and p.workspace_id = u.workspace_id`
  }
  const noted = (list: StoredProfile[], cause: SegmentCause) =>
    list.map(({ workspaceId, id }) => ({ workspaceId, profileId: id, cause }))
  // who is new is in or out of every segment
  await noteChanges(tx, [...noted(profiles.created, '*'), ...noted(profiles.changed, 'profile')], now)
}

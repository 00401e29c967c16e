import { isoTime } from '#flows/iso-time.ts'
import { plainArray } from '../../array-text.ts'
import type { Sql, Tx } from '../../client.ts'
import { PARTS, partOf } from '../../part.ts'
import type { Fragment } from './compare-sql.ts'

/** Something about a person that may change which segments they are in; `*` for anything. */
export type SegmentCause = `event:${string}` | 'profile' | 'list' | 'consent' | 'message' | 'flow' | '*'

export interface PersonChange {
  workspaceId: string
  profileId: string
  cause: SegmentCause
}

/**
 * Notes that people's segments are to be judged again, where any of their workspace's depends on what changed; in the
 * transaction of the change, so that none is missed.
 */
export async function noteChanges(tx: Sql | Tx, changes: readonly PersonChange[], now: Date): Promise<void> {
  if (changes.length === 0) return
  const changed = tx`
    select * from unnest(${plainArray(changes.map((one) => partOf(one.workspaceId, one.profileId)))}::smallint[],
      ${plainArray(changes.map((one) => one.workspaceId))}::uuid[], ${plainArray(changes.map((one) => one.profileId))}::uuid[],
      ${changes.map((one) => one.cause)}::text[]) c(part, workspace_id, profile_id, cause)`
  await tx`${noteChangedSql(tx, changed, now)}`
}

/** The same within a statement that changes something: `changed` selects `part`, `profile_id`, `workspace_id` and `cause`. */
export const noteChangedSql = (sql: Sql | Tx, changed: Fragment, now: Date): Fragment => sql`
  insert into segment_checks as c (part, profile_id, workspace_id, at, causes)
  select u.part, u.profile_id, u.workspace_id, ${now}::timestamptz, array_agg(distinct u.cause) from (${changed}) u
  where exists (
    select 1 from segments s
    where s.workspace_id = u.workspace_id and s.kind = 'live' and (u.cause = '*' or u.cause = any(s.causes)))
  group by u.part, u.profile_id, u.workspace_id
  order by u.part, u.profile_id
  on conflict (part, profile_id) do update set at = least(c.at, excluded.at),
    causes = (select array_agg(distinct cause) from unnest(c.causes || excluded.causes) cause)`

/** Parts in which people are to be judged by now, or a segment changes by time alone; who waits longest first. */
export async function dueParts(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql<{ part: number; at: Date | null }[]>`
    select p.part, least(
      (select at from segment_checks c where c.part = p.part order by at limit 1),
      (select at from segment_flips f where f.part = p.part order by at limit 1)) as at
    from generate_series(0, ${PARTS - 1}::int) p(part)
    order by at`
  return rows.flatMap(({ part, at }) => (at !== null && at <= now ? [part] : []))
}

/** When the next flip of any part comes; null where none is known. */
export async function nextFlipAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(f.at) as at from generate_series(0, ${PARTS - 1}::int) p(part)
    cross join lateral (select at from segment_flips f where f.part = p.part order by at limit 1) f`
  return row?.at ?? null
}

/** People of a part whose segments are due, who waits longest first. */
export async function duePeople(
  tx: Tx,
  { part, now, limit }: { part: number; now: Date; limit: number },
): Promise<{ id: string; workspaceId: string }[]> {
  return tx<{ id: string; workspaceId: string }[]>`
    select profile_id as id, (array_agg(workspace_id))[1] as "workspaceId" from (
      (select profile_id, workspace_id, at from segment_checks where part = ${part} and at <= ${now} order by at limit ${limit})
      union all
      (select profile_id, workspace_id, at from segment_flips where part = ${part} and at <= ${now} order by at limit ${limit})) d
    group by profile_id order by min(at) limit ${limit}`
}

export interface DueCheck {
  profileId: string
  at: Date
  causes: string[]
}
export interface DueFlip {
  profileId: string
  segmentId: string
  at: Date
}

/** Takes what is due of people whose profiles are locked. */
export async function takeDue(
  tx: Tx,
  { part, profileIds, now }: { part: number; profileIds: string[]; now: Date },
): Promise<{ checks: DueCheck[]; flips: DueFlip[] }> {
  const [checks, flips] = await Promise.all([
    tx<DueCheck[]>`
      delete from segment_checks where part = ${part} and profile_id = any(${profileIds}::uuid[])
      returning profile_id as "profileId", at, causes`,
    tx<DueFlip[]>`
      delete from segment_flips where part = ${part} and profile_id = any(${profileIds}::uuid[]) and at <= ${now}
      returning profile_id as "profileId", segment_id as "segmentId", at`,
  ])
  return { checks, flips }
}

/** Sets or forgets when places in segments change by time alone; people whose segment ended meanwhile are left out. */
export async function writeFlips(
  tx: Tx,
  flips: readonly {
    part: number
    profileId: string
    workspaceId: string
    segmentId: string
    at: number | null
  }[],
): Promise<void> {
  if (flips.length === 0) return
  const comes = ({ at }: { at: number | null }) => at !== null && at <= LAST_INSTANT
  const [set, none] = [flips.filter(comes), flips.filter((flip) => !comes(flip))]
  if (none.length > 0) {
    await tx`
      delete from segment_flips f
      using unnest(${plainArray(none.map((one) => one.part))}::smallint[], ${plainArray(none.map((one) => one.profileId))}::uuid[],
        ${plainArray(none.map((one) => one.segmentId))}::uuid[]) u(part, profile_id, segment_id)
      where f.part = u.part and f.profile_id = u.profile_id and f.segment_id = u.segment_id`
  }
  if (set.length === 0) return
  await tx`
    insert into segment_flips as f (part, profile_id, segment_id, workspace_id, at)
    select u.* from unnest(${plainArray(set.map((one) => one.part))}::smallint[],
      ${plainArray(set.map((one) => one.profileId))}::uuid[], ${plainArray(set.map((one) => one.segmentId))}::uuid[],
      ${plainArray(set.map((one) => one.workspaceId))}::uuid[], ${plainArray(set.map((one) => isoTime(one.at!)))}::timestamptz[])
      u(part, profile_id, segment_id, workspace_id, at)
    where exists (select 1 from segments s where s.id = u.segment_id)
    order by 1, 2, 3
    on conflict (part, profile_id, segment_id) do update set at = excluded.at`
}

/** The end of the year 9999: what lies further off never comes, and is written in a way that PostgreSQL does not read. */
const LAST_INSTANT = Date.UTC(9999, 11, 31)

import { v7 } from 'uuid'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'
import type { ProfileRef } from './profiles.ts'
import { noteChanges } from './segments/checks.ts'

/** A person's place in a list or segment that is to begin or to end. */
export interface MembershipChange {
  kind: 'list' | 'segment'
  groupId: string
  workspaceId: string
  profileId: string
  since: Date
}

const columns = (changes: MembershipChange[]) =>
  [
    changes.map((c) => partOf(c.workspaceId, c.profileId)),
    changes.map((c) => c.profileId),
    changes.map((c) => c.kind),
    changes.map((c) => c.groupId),
    changes.map((c) => c.workspaceId),
    changes.map((c) => c.since.toISOString()),
  ] as const

const idOf = (groupId: string, profileId: string) => `${groupId} ${profileId}`

/** Puts people into groups; returns those changes that were any: who was inside already is left. */
export async function addMemberships(tx: Tx, changes: MembershipChange[]): Promise<MembershipChange[]> {
  if (changes.length === 0) return []
  const c = columns(changes)
  const rows = await tx<{ groupId: string; profileId: string }[]>`
    insert into memberships (part, profile_id, kind, group_id, workspace_id, since)
    select * from unnest(${c[0]}::smallint[], ${c[1]}::uuid[], ${c[2]}::text[], ${c[3]}::uuid[], ${c[4]}::uuid[],
      ${c[5]}::timestamptz[]) on conflict do nothing returning group_id as "groupId", profile_id as "profileId"`
  return kept(tx, pick(changes, rows), true)
}

/** Takes people out of groups; returns those changes that were any. */
export async function removeMemberships(tx: Tx, changes: MembershipChange[]): Promise<MembershipChange[]> {
  if (changes.length === 0) return []
  const c = columns(changes)
  const rows = await tx<{ groupId: string; profileId: string }[]>`
    delete from memberships m
    using unnest(${c[0]}::smallint[], ${c[1]}::uuid[], ${c[2]}::text[], ${c[3]}::uuid[]) u(part, profile_id, kind, group_id)
    where m.part = u.part and m.profile_id = u.profile_id and m.kind = u.kind and m.group_id = u.group_id
    returning m.group_id as "groupId", m.profile_id as "profileId"`
  return kept(tx, pick(changes, rows), false)
}

/** Keeps what changed in the history of groups, and has segments judged that ask for a list. */
async function kept(tx: Tx, done: MembershipChange[], came: boolean): Promise<MembershipChange[]> {
  if (done.length === 0) return done
  const c = columns(done)
  await tx`
    insert into membership_changes (part, profile_id, kind, group_id, workspace_id, at, came, id)
    select u.part, u.profile_id, u.kind, u.group_id, u.workspace_id, u.at, ${came}, u.id
    from unnest(${c[0]}::smallint[], ${c[1]}::uuid[], ${c[2]}::text[], ${c[3]}::uuid[], ${c[4]}::uuid[], ${c[5]}::timestamptz[],
      ${done.map(({ since }) => v7({ msecs: since.getTime() }))}::uuid[]) u(part, profile_id, kind, group_id, workspace_id, at, id)`
  for (const [at, changes] of Map.groupBy(
    done.filter(({ kind }) => kind === 'list'),
    ({ since }) => since.getTime(),
  )) {
    const noted = changes.map(({ workspaceId, profileId }) => ({
      workspaceId,
      profileId,
      cause: 'list' as const,
    }))
    await noteChanges(tx, noted, new Date(at))
  }
  return done
}

function pick(
  changes: MembershipChange[],
  rows: { groupId: string; profileId: string }[],
): MembershipChange[] {
  const done = new Set(rows.map((row) => idOf(row.groupId, row.profileId)))
  return changes.filter((change) => done.has(idOf(change.groupId, change.profileId)))
}

export interface MemberRow extends ProfileRef {
  since: Date
}

/** Members of a group, newest first, after a cursor. */
export function listMembers(
  sql: Sql,
  wanted: { workspaceId: string; groupId: string; after: { at: Date; id: string } | null; limit: number },
): Promise<MemberRow[]> {
  const { workspaceId, groupId, after, limit } = wanted
  return sql<MemberRow[]>`
    select profile_id as id, workspace_id as "workspaceId", since from memberships
    where group_id = ${groupId} and workspace_id = ${workspaceId}
      ${after === null ? sql`` : sql`and (date_trunc('milliseconds', since), profile_id) < (${after.at}, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', since) desc, profile_id desc limit ${limit}`
}

import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'
import type { Identifier, IdentifierKind } from './identifiers.ts'
import type { ProfileRef } from './profiles.ts'

/**
 * Ids of a workspace's people, newest first, after a cursor; signposts of merged profiles are left out. `words`: all of them stand
 * somewhere in a name, an address or a number, folded as `foldText` does.
 */
export async function listPeople(
  sql: Sql,
  {
    workspaceId,
    words = [],
    after,
    limit,
  }: { workspaceId: string; words?: string[]; after: { at: Date; id: string } | null; limit: number },
): Promise<(ProfileRef & { createdAt: Date })[]> {
  return sql<(ProfileRef & { createdAt: Date })[]>`
    select id, workspace_id as "workspaceId", created_at as "createdAt" from profiles
    where workspace_id = ${workspaceId} and merged_into is null
      ${words.reduce((all, word) => sql`${all} and ${SEARCHED(sql)} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`, sql``)}
      ${after === null ? sql`` : sql`and (created_at, id) < (${after.at}, ${after.id})`}
    order by created_at desc, id desc limit ${limit}`
}

/** What the index `profiles_search` is made of, to the letter. */
const SEARCHED = (sql: Sql) => sql`
  akis_fold(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, '') || ' '
    || coalesce(phone, '') || ' ' || coalesce(external_id, ''))`

/** The profile that this one was merged into, and that one into, to the end; itself when it never was. */
export async function survivorId(
  sql: Sql | Tx,
  { workspaceId, id }: ProfileRef,
  part: number,
): Promise<string | null> {
  const [row] = await sql<{ mergedInto: string | null }[]>`
    select merged_into as "mergedInto" from profiles
    where part = ${part} and id = ${id} and workspace_id = ${workspaceId}`
  return row === undefined ? null : (row.mergedInto ?? id)
}

export interface ProfileIdentifier {
  kind: IdentifierKind
  value: string
}

/** Everything that names a person. */
export function identifiersOf(sql: Sql | Tx, { workspaceId, id }: ProfileRef): Promise<ProfileIdentifier[]> {
  return sql<ProfileIdentifier[]>`
    select kind, value from identifiers where workspace_id = ${workspaceId} and profile_id = ${id}
    order by kind, created_at`
}

/** Takes away a person's identifiers of some kinds, apart from those to keep. */
export async function dropIdentifiers(
  tx: Tx,
  drop: { workspaceId: string; profileId: string; kinds: IdentifierKind[]; keep: Identifier[] },
): Promise<void> {
  await tx`
    delete from identifiers i
    where i.workspace_id = ${drop.workspaceId} and i.profile_id = ${drop.profileId} and i.kind = any(${drop.kinds}::text[])
      and not exists (
        select 1 from unnest(${drop.keep.map((one) => one.kind)}::text[], ${drop.keep.map((one) => one.value)}::text[])
          k(kind, value) where k.kind = i.kind and k.value = i.value)`
}

export interface StandingConsent {
  channel: MessageChannel
  kind: 'marketing' | 'transactional'
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  time: Date
}

/** The consent that holds for each channel and kind of which anything was said. */
export function standingConsents(
  sql: Sql,
  { part, profileId }: { part: number; profileId: string },
): Promise<StandingConsent[]> {
  return sql<StandingConsent[]>`
    select distinct on (channel, kind) channel, kind, status, source, time from consents
    where part = ${part} and profile_id = ${profileId}
    order by channel, kind, time desc, recorded_at desc, id desc`
}

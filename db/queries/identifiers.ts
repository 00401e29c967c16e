import type { Tx } from '../client.ts'
import { partOf } from '../part.ts'

export const IDENTIFIER_KINDS = ['external_id', 'email', 'phone', 'anonymous_id'] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

export interface Identifier {
  workspaceId: string
  kind: IdentifierKind
  value: string
}

/** The same string for the same identifier. */
export const identifierId = ({ workspaceId, kind, value }: Identifier): string =>
  `${workspaceId} ${kind}:${value}`

const part = ({ workspaceId, kind, value }: Identifier) => partOf(workspaceId, `${kind}:${value}`)

/** Which profile each identifier names, by `identifierId`; unknown ones are absent. */
export async function findIdentifiers(tx: Tx, wanted: Identifier[]): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  const rows = await tx<{ workspaceId: string; kind: IdentifierKind; value: string; profileId: string }[]>`
    select u.workspace_id as "workspaceId", u.kind, u.value, i.profile_id as "profileId"
    from unnest(${wanted.map(part)}::smallint[], ${wanted.map((i) => i.workspaceId)}::uuid[],
      ${wanted.map((i) => i.kind)}::text[], ${wanted.map((i) => i.value)}::text[]) u(part, workspace_id, kind, value)
    cross join lateral (
      select profile_id from identifiers
      where part = u.part and workspace_id = u.workspace_id and kind = u.kind and value = u.value limit 1) i`
  return new Map(rows.map((row) => [identifierId(row), row.profileId]))
}

/** Somebody else gave an identifier to another profile meanwhile: the transaction is to be run again. */
export class IdentifierTaken extends Error {
  override name = 'IdentifierTaken'
}

/** Attaches identifiers to profiles. Throws `IdentifierTaken` where one was taken in the same moment. */
export async function addIdentifiers(
  tx: Tx,
  added: (Identifier & { profileId: string })[],
  now: Date,
): Promise<void> {
  if (added.length === 0) return
  const sorted = added
    .map((i) => ({ ...i, part: part(i), id: identifierId(i) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows = await tx`
    insert into identifiers (part, workspace_id, kind, value, profile_id, created_at)
    select u.*, ${now} from unnest(${sorted.map((i) => i.part)}::smallint[], ${sorted.map((i) => i.workspaceId)}::uuid[],
      ${sorted.map((i) => i.kind)}::text[], ${sorted.map((i) => i.value)}::text[],
      ${sorted.map((i) => i.profileId)}::uuid[]) u
    on conflict do nothing returning 1`
  if (rows.length < sorted.length) throw new IdentifierTaken('an identifier was taken meanwhile')
}

/** Points known identifiers at another profile. */
export async function moveIdentifiers(tx: Tx, moved: (Identifier & { profileId: string })[]): Promise<void> {
  if (moved.length === 0) return
  await tx`
    update identifiers i set profile_id = u.profile_id
    from unnest(${moved.map(part)}::smallint[], ${moved.map((i) => i.workspaceId)}::uuid[],
      ${moved.map((i) => i.kind)}::text[], ${moved.map((i) => i.value)}::text[],
      ${moved.map((i) => i.profileId)}::uuid[]) u(part, workspace_id, kind, value, profile_id)
    where i.part = u.part and i.workspace_id = u.workspace_id and i.kind = u.kind and i.value = u.value`
}

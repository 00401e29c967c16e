import { v7 } from 'uuid'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'
import { noteChanges } from './segments/checks.ts'

export interface NewConsent {
  workspaceId: string
  profileId: string
  channel: MessageChannel
  kind: 'marketing' | 'transactional'
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  time: Date
  evidence?: Record<string, unknown> | undefined
  /** When it was written down, where that is not when it was said. */
  recordedAt?: Date
}

/** Adds a line to the ledger of consents, in which nothing is ever changed, and has segments judged that ask for it. Returns its id. */
export async function addConsent(tx: Sql | Tx, consent: NewConsent): Promise<string> {
  const { workspaceId, profileId, channel, kind, status, source, time, evidence, recordedAt = time } = consent
  const id = v7({ msecs: recordedAt.getTime() })
  await tx`
    insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, evidence, recorded_at)
    values (${partOf(workspaceId, profileId)}, ${id}, ${workspaceId}, ${profileId}, ${channel}, ${kind}, ${status}, ${source},
      ${time}, ${evidence === undefined ? null : tx.json(evidence as never)}, ${recordedAt})`
  await noteChanges(tx, [{ workspaceId, profileId, cause: 'consent' }], recordedAt)
  return id
}

/** The standing status of a person for a channel and kind; null where nothing was ever said. */
export async function standingStatus(
  sql: Sql | Tx,
  {
    workspaceId,
    profileId,
    channel,
    kind,
  }: Pick<NewConsent, 'workspaceId' | 'profileId' | 'channel' | 'kind'>,
): Promise<'subscribed' | 'unsubscribed' | 'pending' | null> {
  const [row] = await sql<{ status: 'subscribed' | 'unsubscribed' | 'pending' }[]>`
    select status from consents
    where part = ${partOf(workspaceId, profileId)} and profile_id = ${profileId} and channel = ${channel} and kind = ${kind}
    order by time desc, recorded_at desc, id desc limit 1`
  return row?.status ?? null
}

/** Puts an address on the list of those that must not be written to. */
export async function suppress(
  tx: Sql | Tx,
  {
    workspaceId,
    channel,
    hash,
    reason,
    now,
  }: { workspaceId: string; channel: MessageChannel; hash: string; reason: string; now: Date },
): Promise<void> {
  await tx`
    insert into suppressions (part, workspace_id, channel, address_hash, reason, created_at)
    values (${partOf(workspaceId, hash)}, ${workspaceId}, ${channel}, ${hash}, ${reason}, ${now})
    on conflict do nothing`
}

/** Takes an address off the list, if it stands there for this reason. */
export async function unsuppress(
  tx: Sql | Tx,
  {
    workspaceId,
    channel,
    hash,
    reason,
  }: { workspaceId: string; channel: MessageChannel; hash: string; reason: string },
): Promise<void> {
  await tx`
    delete from suppressions
    where part = ${partOf(workspaceId, hash)} and workspace_id = ${workspaceId} and channel = ${channel}
      and address_hash = ${hash} and reason = ${reason}`
}

import type { Run } from '#flows/interpreter/run-state.ts'
import type { Provider } from '#flows/sending/providers.ts'
import type { MessageChannel, SendingSettings } from '#flows/sending/sending-settings.ts'
import { type RfmEdges, readRfmEdges } from '#flows/traits/rfm.ts'
import type { Sql, Tx } from '../client.ts'
import { partOf } from '../part.ts'

/** What a shop decided about its messages. */
export interface WorkspaceFacts extends SendingSettings {
  id: string
  name: string
  timeZone: string
  locale: string
  currency: string
  /** The fifths of its buyers; null while they have not been computed. */
  rfm: RfmEdges | null
}

/** The workspaces by id. */
export async function workspaceFacts(tx: Sql | Tx, ids: string[]): Promise<Map<string, WorkspaceFacts>> {
  const rows = await tx<WorkspaceFacts[]>`
    select id, name, time_zone as "timeZone", locale, currency, consent_rule as "consentRule",
      quiet_hours as "quietHours", smart_sending as "smartSending", frequency_caps as "frequencyCaps",
      (select edges from rfm_edges r where r.workspace_id = workspaces.id) as rfm
    from workspaces where id = any(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, { ...row, rfm: row.rfm && readRfmEdges(row.rfm) }]))
}

export interface RunFacts {
  id: string
  status: 'waiting' | 'held' | 'completed' | 'exited' | 'failed'
  reason: string | null
  state: Run
  /** Null: the flow is gone. */
  flowStatus: 'draft' | 'live' | 'paused' | 'archived' | null
}

/** Runs by id. */
export async function runFacts(
  tx: Sql | Tx,
  runs: { part: number; runId: string }[],
): Promise<Map<string, RunFacts>> {
  const rows = await tx<RunFacts[]>`
    select r.*, f.status as "flowStatus"
    from unnest(${runs.map(({ part }) => part)}::smallint[], ${runs.map(({ runId }) => runId)}::uuid[]) u(part, id)
    cross join lateral (
      select id, status, reason, state, flow_id from runs where part = u.part and id = u.id) r
    left join flows f on f.id = r.flow_id`
  return new Map(rows.map((row) => [row.id, row]))
}

export interface StandingConsent {
  profileId: string
  channel: string
  kind: 'marketing' | 'transactional'
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  time: Date
}

/** A person by where they are kept. */
export interface PersonPlace {
  part: number
  profileId: string
}

/** Each person once, as `u(part, profile_id)`. */
export function placesOf(tx: Sql | Tx, people: PersonPlace[]) {
  const once = [...new Map(people.map((person) => [person.profileId, person])).values()]
  return tx`unnest(${once.map(({ part }) => part)}::smallint[], ${once.map(({ profileId }) => profileId)}::uuid[]) u(part, profile_id)`
}

/** The newest consent of each person, channel and kind. */
export async function standingConsents(tx: Sql | Tx, people: PersonPlace[]): Promise<StandingConsent[]> {
  return tx<StandingConsent[]>`
    select c.* from ${placesOf(tx, people)}
    cross join lateral (
      select distinct on (channel, kind) profile_id as "profileId", channel, kind, status, source, time
      from consents where part = u.part and profile_id = u.profile_id
      order by channel, kind, time desc, recorded_at desc, id desc) c`
}

export interface AddressHash {
  workspaceId: string
  channel: string
  hash: string
}

/** Which of the addresses must not be written to, by `suppressionKey`, with the reason. */
export async function suppressed(tx: Sql | Tx, addresses: AddressHash[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map()
  const parts = addresses.map(({ workspaceId, hash }) => partOf(workspaceId, hash))
  const rows = await tx<(AddressHash & { reason: string })[]>`
    select s.workspace_id as "workspaceId", s.channel, s.address_hash as hash, s.reason
    from unnest(${parts}::smallint[], ${addresses.map((a) => a.workspaceId)}::uuid[],
      ${addresses.map((a) => a.channel)}::text[], ${addresses.map((a) => a.hash)}::text[]) u(part, workspace_id, channel, hash)
    join suppressions s on s.part = u.part and s.workspace_id = u.workspace_id and s.channel = u.channel
      and s.address_hash = u.hash`
  return new Map(rows.map((row) => [suppressionKey(row), row.reason]))
}

export const suppressionKey = ({ workspaceId, channel, hash }: AddressHash) =>
  `${workspaceId} ${channel} ${hash}`

export interface ConnectionRow {
  id: string
  workspaceId: string
  channel: MessageChannel
  provider: Provider
  settings: Record<string, unknown>
  secrets: string
  status: 'connected' | 'failing' | 'disabled'
  lastError: string | null
  createdAt: Date
  testedAt: Date | null
}

/** The standing connections of workspaces, one a channel. */
export async function standingConnections(tx: Sql | Tx, workspaceIds: string[]): Promise<ConnectionRow[]> {
  return tx<ConnectionRow[]>`
    select id, workspace_id as "workspaceId", channel, provider, settings, secrets, status, last_error as "lastError",
      created_at as "createdAt", tested_at as "testedAt"
    from connections where workspace_id = any(${workspaceIds}::uuid[]) and status <> 'disabled'`
}

/** Notes whether a connection works; only when that changes. */
export async function noteConnection(sql: Sql, id: string, error: string | null): Promise<void> {
  await sql`
    update connections set status = ${error === null ? 'connected' : 'failing'}, last_error = ${error}
    where id = ${id} and status <> 'disabled' and last_error is distinct from ${error}`
}

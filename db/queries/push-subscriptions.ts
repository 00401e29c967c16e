import type { Sql, Tx } from '../client.ts'
import { ALL_PARTS } from '../part.ts'
import { type PersonPlace, placesOf } from './message-facts.ts'

/** A browser that takes notifications of a person. */
export interface PushSubscription {
  part: number
  workspaceId: string
  profileId: string
  endpointHash: string
  endpoint: string
  p256dh: string
  auth: string
}

/** More than this one person hardly uses; the newest count. */
const MOST_BROWSERS = 20

/** The browsers of people that take notifications, newest first, by person. */
export async function livePushSubscriptions(
  sql: Sql | Tx,
  people: PersonPlace[],
): Promise<Map<string, PushSubscription[]>> {
  if (people.length === 0) return new Map()
  const rows = await sql<PushSubscription[]>`
    select s.part, s.workspace_id as "workspaceId", s.profile_id as "profileId", s.endpoint_hash as "endpointHash", s.endpoint,
      s.p256dh, s.auth
    from ${placesOf(sql, people)}
    cross join lateral (
      select * from push_subscriptions where part = u.part and profile_id = u.profile_id and gone_at is null) s
    order by s.created_at desc, s.endpoint_hash`
  const byPerson = Map.groupBy(rows, ({ profileId }) => profileId)
  return new Map([...byPerson].map(([id, browsers]) => [id, browsers.slice(0, MOST_BROWSERS)]))
}

/** When browsers of people of one part began and ceased to take notifications. */
export function pushSpans(
  sql: Sql,
  part: number,
  profileIds: string[],
): Promise<{ profileId: string; endpoint: string; from: Date; until: Date | null }[]> {
  return sql<{ profileId: string; endpoint: string; from: Date; until: Date | null }[]>`
    select profile_id as "profileId", endpoint, created_at as "from", gone_at as until from push_subscriptions
    where part = ${part} and profile_id = any(${profileIds}::uuid[]) order by created_at`
}

/** Keeps a browser for a person; one that comes again is the same, with its newest keys. */
export async function keepPushSubscription(
  tx: Tx,
  row: PushSubscription & { userAgent: string | null; now: Date },
): Promise<void> {
  await tx`
    insert into push_subscriptions as s (part, workspace_id, endpoint_hash, profile_id, endpoint, p256dh, auth, user_agent,
      created_at)
    values (${row.part}, ${row.workspaceId}, ${row.endpointHash}, ${row.profileId}, ${row.endpoint}, ${row.p256dh},
      ${row.auth}, ${row.userAgent}, ${row.now})
    on conflict (part, workspace_id, endpoint_hash) do update set profile_id = excluded.profile_id, p256dh = excluded.p256dh,
      auth = excluded.auth, user_agent = excluded.user_agent, gone_at = null,
      created_at = case when s.gone_at is null and s.profile_id = excluded.profile_id then s.created_at
        else excluded.created_at end`
}

/** The browser of an endpoint, whoever has it; where it is, only its hash says, so each part is asked. */
export async function findPushSubscriptions(
  sql: Sql | Tx,
  workspaceId: string,
  endpointHash: string,
): Promise<Pick<PushSubscription, 'part' | 'profileId'>[]> {
  return sql<Pick<PushSubscription, 'part' | 'profileId'>[]>`
    select part, profile_id as "profileId" from push_subscriptions
    where part = any(${ALL_PARTS.map(String)}::smallint[]) and workspace_id = ${workspaceId}
      and endpoint_hash = ${endpointHash} and gone_at is null`
}

/** Says of browsers of one part that they take nothing any more. */
export async function markPushGone(
  sql: Sql | Tx,
  { part, workspaceId, hashes, now }: { part: number; workspaceId: string; hashes: string[]; now: Date },
): Promise<void> {
  await sql`
    update push_subscriptions set gone_at = ${now}
    where part = ${part} and workspace_id = ${workspaceId} and endpoint_hash = any(${hashes}::text[]) and gone_at is null`
}

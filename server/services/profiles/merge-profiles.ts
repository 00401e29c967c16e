import type { Tx } from '#db/client.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { noteChanges } from '#db/queries/segments/checks.ts'

/** Tables of a customer's rows that move with them, with their columns apart from `part` and `profile_id`. */
const MOVED = {
  events: 'id, workspace_id, name, time, received_at, key, properties, value, currency, backfill',
  consents: 'id, workspace_id, channel, kind, status, source, time, evidence, recorded_at',
  messages: `run_id, node, visit, id, workspace_id, flow_id, version_id, channel, status, reason, detail, due_at, attempts,
    connection_id, provider, provider_message_id, to_address, subject, html, text, links, created_at, sent_at,
    delivered_at, opened_at, clicked_at, bounced_at, kind, priority, asks`,
  notices: `run_id, node, visit, id, workspace_id, flow_id, version_id, to_address, text, status, due_at, attempts, error,
    created_at, seen_at`,
  webhook_calls: `run_id, node, visit, workspace_id, flow_id, version_id, status, due_at, attempts, http_status, error,
    created_at, ended_at`,
  membership_changes: 'id, kind, group_id, workspace_id, at, came',
  conversions: `workspace_id, event_id, message_id, run_id, flow_id, version_id, node, channel, touch, amount, currency,
    at, touched_at, bot_touch`,
} as const

/**
 * Makes two profiles one: everything of the loser moves to the winner (by delete and insert, since rows never change
 * their part), runs that both have in the same flow and key are ended but for the oldest, and the loser's row stays as a signpost.
 */
export async function mergeProfiles(
  tx: Tx,
  { winner, loser, now }: { winner: StoredProfile; loser: StoredProfile; now: Date },
): Promise<void> {
  await tx`
    with gone as (delete from message_events e using messages m
      where m.part = ${loser.part} and m.profile_id = ${loser.id} and e.part = m.part and e.message_id = m.id returning e.*)
    insert into message_events (part, id, workspace_id, message_id, kind, at, agent, url, user_agent, detail)
    select ${winner.part}, id, workspace_id, message_id, kind, at, agent, url, user_agent, detail from gone`
  await tx`
    with gone as (delete from run_traces s using runs r
      where r.part = ${loser.part} and r.profile_id = ${loser.id} and s.part = r.part and s.run_id = r.id returning s.*)
    insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
    select ${winner.part}, run_id, step, workspace_id, flow_id, version_id, at, lines from gone`
  for (const [table, columns] of Object.entries(MOVED)) {
    await tx`
      with gone as (delete from ${tx(table)} where part = ${loser.part} and profile_id = ${loser.id} returning *)
      insert into ${tx(table)} (part, profile_id, ${tx.unsafe(columns)})
      select ${winner.part}::smallint, ${winner.id}::uuid, ${tx.unsafe(columns)} from gone`
  }
  await moveMemberships(tx, winner, loser)
  await movePushSubscriptions(tx, winner, loser)
  await moveRuns(tx, winner, loser, now)
  await tx`
    update identifiers set profile_id = ${winner.id}
    where workspace_id = ${winner.workspaceId} and profile_id = ${loser.id}`
  const merged = { workspaceId: winner.workspaceId, profileId: winner.id, cause: '*' as const }
  await noteChanges(tx, [merged], now)
  await tx`
    update profiles set merged_into = ${winner.id}, external_id = null, email = null, phone = null, first_name = null,
      last_name = null, properties = '{}', updated_at = ${now}
    where part = ${loser.part} and id = ${loser.id}`
}

/** Whoever of the two was there first counts; date timers of the loser are set anew with the winner's dates. */
async function moveMemberships(tx: Tx, winner: StoredProfile, loser: StoredProfile): Promise<void> {
  await tx`
    with gone as (delete from memberships where part = ${loser.part} and profile_id = ${loser.id} returning *)
    insert into memberships as m (part, profile_id, kind, group_id, workspace_id, since)
    select ${winner.part}::smallint, ${winner.id}::uuid, kind, group_id, workspace_id, since from gone
    on conflict (part, profile_id, kind, group_id) do update set since = least(m.since, excluded.since)`
  await tx`delete from date_entries where part = ${loser.part} and profile_id = ${loser.id}`
  await tx`delete from segment_flips where part = ${loser.part} and profile_id = ${loser.id}`
  await tx`delete from segment_checks where part = ${loser.part} and profile_id = ${loser.id}`
}

/** A browser that both had takes notifications as soon as one of its two rows says so. */
async function movePushSubscriptions(tx: Tx, winner: StoredProfile, loser: StoredProfile): Promise<void> {
  await tx`
    with gone as (delete from push_subscriptions where part = ${loser.part} and profile_id = ${loser.id} returning *)
    insert into push_subscriptions as s (part, workspace_id, endpoint_hash, profile_id, endpoint, p256dh, auth, user_agent,
      created_at, gone_at)
    select ${winner.part}::smallint, workspace_id, endpoint_hash, ${winner.id}::uuid, endpoint, p256dh, auth, user_agent,
      created_at, gone_at
    from gone
    on conflict (part, workspace_id, endpoint_hash) do update set profile_id = excluded.profile_id, p256dh = excluded.p256dh,
      auth = excluded.auth, created_at = least(s.created_at, excluded.created_at),
      gone_at = case when s.gone_at is null or excluded.gone_at is null then null else s.gone_at end`
}

async function moveRuns(tx: Tx, winner: StoredProfile, loser: StoredProfile, now: Date): Promise<void> {
  await tx`
    with gone as (delete from runs where part = ${loser.part} and profile_id = ${loser.id} returning *)
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, wake_at, step, key,
      trigger_event_id, node, listens, state, pending, reason, attempts, error, started_at, ended_at)
    select ${winner.part}, id, workspace_id, ${winner.id}, flow_id, version_id, status, wake_at, step, key,
      trigger_event_id, node, listens, jsonb_set(state, '{profileId}', to_jsonb(${winner.id}::text)), pending, reason,
      attempts, error, started_at, ended_at
    from gone`
  const ended = await tx<
    { id: string; step: number; workspace_id: string; flow_id: string; version_id: string }[]
  >`
    with active as (
      select id, row_number() over (partition by flow_id, key order by started_at, id) as nth from runs
      where part = ${winner.part} and profile_id = ${winner.id} and status in ('waiting', 'held'))
    update runs r set status = 'exited', reason = 'merged', wake_at = null, listens = '{}', ended_at = ${now},
      step = r.step + 1, node = null,
      state = jsonb_set(r.state, '{position}', jsonb_build_object('kind', 'ended', 'at', ${now.getTime()}::bigint, 'end',
        jsonb_build_object('status', 'exited', 'reason', 'merged')))
    from active a where r.part = ${winner.part} and r.id = a.id and a.nth > 1
    returning r.id, r.step, r.workspace_id, r.flow_id, r.version_id`
  for (const run of ended) {
    await tx`
      insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
      values (${winner.part}, ${run.id}, ${run.step}, ${run.workspace_id}, ${run.flow_id}, ${run.version_id}, ${now},
        ${tx.json([['ended', null, 0, 'exited', { reason: 'merged' }]])})`
  }
}

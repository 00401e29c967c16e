import type { Tx } from '../client.ts'
import { partOf } from '../part.ts'

/** Tables with a person's rows, by `part` and `profile_id`. Whoever adds one adds it here: a test looks through all tables. */
const OWN = [
  'events',
  'consents',
  'conversions',
  'notices',
  'webhook_calls',
  'runs',
  'messages',
  'memberships',
  'membership_changes',
  'segment_flips',
  'segment_checks',
  'date_entries',
  'push_subscriptions',
] as const

/**
 * Deletes everything that is kept of a person: their rows, those who were merged into them, what waits under their names to be
 * routed, and where replays counted them. `values`: their identifiers.
 */
export async function erasePerson(
  tx: Tx,
  { workspaceId, profileId, values }: { workspaceId: string; profileId: string; values: string[] },
): Promise<void> {
  const part = partOf(workspaceId, profileId)
  await tx`
    delete from message_events e using messages m
    where m.part = ${part} and m.profile_id = ${profileId} and e.part = m.part and e.message_id = m.id`
  await tx`
    delete from run_traces t using runs r
    where r.part = ${part} and r.profile_id = ${profileId} and t.part = r.part and t.run_id = r.id`
  for (const table of OWN) {
    await tx`delete from ${tx(table)} where part = ${part} and profile_id = ${profileId}`
  }
  await tx`delete from replay_people where profile_id = ${profileId}`
  await tx`
    delete from inbox where workspace_id = ${workspaceId} and exists (
      select 1 from jsonb_each_text(payload -> 'identifiers') i where i.value = any(${values}::text[]))`
  await tx`delete from identifiers where workspace_id = ${workspaceId} and profile_id = ${profileId}`
  await tx`delete from profiles where workspace_id = ${workspaceId} and merged_into = ${profileId}`
  await tx`delete from profiles where part = ${part} and id = ${profileId}`
}

/** Takes away the examples that the studio shows of properties where they are somebody's own. */
export async function forgetExamples(
  tx: Tx,
  { workspaceId, part, profileId }: { workspaceId: string; part: number; profileId: string },
): Promise<void> {
  await tx`
    update seen_events s set paths = (
      select coalesce(jsonb_object_agg(p.key, case when exists (
          select 1 from events e
          where e.part = ${part} and e.profile_id = ${profileId} and e.name = s.name
            and left(e.properties #>> string_to_array(p.key, '.'), 200) = p.value #>> '{}') then 'null'::jsonb else p.value end), '{}')
      from jsonb_each(s.paths) p)
    where s.workspace_id = ${workspaceId} and s.name in (
      select name from events where part = ${part} and profile_id = ${profileId})`
}

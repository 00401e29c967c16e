import type { PastSend } from '#flows/sending/sending-subject.ts'
import type { Tx } from '../client.ts'
import { type PersonPlace, placesOf } from './message-facts.ts'

/** A message may have waited so long for a person, a provider or a resumed flow before it went out, in days. */
const MOST_WAITED_DAYS = 60

/**
 * What went out to people since an instant, newest first, by person: sent, perhaps sent, or prepared and about to
 * be. What is about to go out counts as of `now`, and so
 * does what the provider is still asked about.
 */
export async function pastSends(
  tx: Tx,
  people: PersonPlace[],
  { since, now }: { since: Date; now: Date },
): Promise<Map<string, PastSend[]>> {
  if (people.length === 0) return new Map()
  const rows = await tx<(Omit<PastSend, 'at'> & { profileId: string; at: Date })[]>`
    select m.* from ${placesOf(tx, people)}
    cross join lateral (
      select id, profile_id as "profileId", channel, kind, priority,
        case status when 'sent' then sent_at when 'uncertain' then least(due_at, ${now}) else ${now}::timestamptz end as at
      from messages
      where part = u.part and profile_id = u.profile_id
        and created_at > ${new Date(since.getTime() - MOST_WAITED_DAYS * 86_400_000)}
        and (status in ('sending', 'uncertain') or (status = 'pending' and connection_id is not null)
          or (status = 'sent' and sent_at > ${since}))) m
    order by m.at desc, m.id desc`
  const sends = rows.map(({ profileId, at, ...send }) => [profileId, { ...send, at: at.getTime() }] as const)
  const byPerson = Map.groupBy(sends, ([profileId]) => profileId)
  return new Map([...byPerson].map(([profileId, rest]) => [profileId, rest.map(([, send]) => send)]))
}

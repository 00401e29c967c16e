import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { suppressed, suppressionKey, type WorkspaceFacts } from '#db/queries/message-facts.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import {
  replayCandidates,
  replayConsents,
  replayEvents,
  replayMemberships,
  replaySends,
  type Span,
} from '#db/queries/replay-history.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { ANYTHING, eventsThatMatter } from '#flows/interpreter/listens.ts'
import { profileFields } from '#flows/profile-fields.ts'
import type { PersonHistory } from '#flows/replay/person-history.ts'
import { addressOf } from '#flows/sending/address.ts'
import { longestWindowMs } from '#flows/sending/frequency-caps.ts'
import { addressHash } from '../consents/address-hash.ts'

const PAGE = 500
const CHANNELS = ['email', 'sms'] as const

export interface HistoryWanted extends Span {
  flow: Flow
  flowId: string
  workspace: WorkspaceFacts
}

/** Everyone of one part who might enter a flow in a span, page by page, each with all that the flow may look at. */
export async function* readHistory(
  sql: Sql,
  wanted: HistoryWanted,
  part: number,
): AsyncGenerator<PersonHistory[]> {
  const { flow, workspace, from, until } = wanted
  const { trigger } = flow
  if (trigger === null) return
  const names = [...eventsThatMatter(flow)]
  const known = names.includes(ANYTHING) ? null : names
  let after: string | null = null
  for (;;) {
    const page = { workspaceId: workspace.id, part, trigger, after, limit: PAGE, from, until }
    const ids: string[] = await replayCandidates(sql, page)
    if (ids.length > 0) yield await load(sql, wanted, part, ids, known)
    if (ids.length < PAGE) return
    after = ids.at(-1)!
  }
}

/** The history of one person; null when there is no such person. */
export async function historyOf(
  sql: Sql,
  wanted: HistoryWanted,
  profileId: string,
): Promise<PersonHistory | null> {
  const [person] = await load(sql, wanted, partOf(wanted.workspace.id, profileId), [profileId], null)
  return person ?? null
}

/** The histories of people of one part. */
async function load(
  sql: Sql,
  { workspace, flowId, from, until }: HistoryWanted,
  part: number,
  ids: string[],
  names: string[] | null,
): Promise<PersonHistory[]> {
  const workspaceId = workspace.id
  const since = new Date(from.getTime() - longestWindowMs(workspace))
  const [profiles, events, consents, memberships, sends] = await Promise.all([
    loadProfiles(
      sql,
      ids.map((id) => ({ workspaceId, id })),
    ),
    replayEvents(sql, { workspaceId, part, profileIds: ids, names, until }),
    replayConsents(sql, part, ids),
    replayMemberships(sql, part, ids),
    replaySends(sql, { part, profileIds: ids, exceptFlow: flowId, from: since, until }),
  ])
  const suppressions = await suppressionsOf(sql, [...profiles.values()])
  const by = <T extends { profileId: string }>(rows: T[]) => Map.groupBy(rows, ({ profileId }) => profileId)
  const [saidBy, insideBy, sentTo] = [by(consents), by(memberships), by(sends)]
  return [...profiles.values()].map((profile): PersonHistory => {
    const { id } = profile
    return {
      profileId: id,
      profile: profileFields(profile),
      events: events.get(id) ?? [],
      consents: (saidBy.get(id) ?? []).map(({ time, ...one }) => ({ ...one, at: time.getTime() })),
      suppressions: suppressions.get(id) ?? {},
      memberships: (insideBy.get(id) ?? []).map(({ name, since: at, ...one }) => ({
        ...one,
        name: name ?? one.groupId,
        since: at.getTime(),
      })),
      sends: (sentTo.get(id) ?? []).map(({ at, ...one }) => ({ ...one, at: at.getTime() })),
    }
  })
}

async function suppressionsOf(
  sql: Sql,
  people: StoredProfile[],
): Promise<Map<string, Record<string, string>>> {
  const addresses = people.flatMap((profile) =>
    CHANNELS.flatMap((channel) => {
      const address = addressOf(channel, profile)
      if (address === null) return []
      const hash = addressHash(profile.workspaceId, address)
      return [{ profileId: profile.id, workspaceId: profile.workspaceId, channel, hash }]
    }),
  )
  const reasons = await suppressed(sql, addresses)
  const found = new Map<string, Record<string, string>>()
  for (const address of addresses) {
    const reason = reasons.get(suppressionKey(address))
    if (reason !== undefined) {
      found.set(address.profileId, { ...found.get(address.profileId), [address.channel]: reason })
    }
  }
  return found
}

import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { suppressed, suppressionKey, type WorkspaceFacts } from '#db/queries/message-facts.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { pushSpans } from '#db/queries/push-subscriptions.ts'
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
import { rulesInForce } from '#flows/sending/own-rules.ts'
import { addressHash } from '../consents/address-hash.ts'

const PAGE = 500
const CHANNELS = ['email', 'sms', 'whatsapp'] as const

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
  { workspace, flow, flowId, from, until }: HistoryWanted,
  part: number,
  ids: string[],
  names: string[] | null,
): Promise<PersonHistory[]> {
  const workspaceId = workspace.id
  const since = new Date(from.getTime() - longestWindowMs(rulesInForce(workspace, flow.settings)))
  const [profiles, events, consents, memberships, sends, spans] = await Promise.all([
    loadProfiles(
      sql,
      ids.map((id) => ({ workspaceId, id })),
    ),
    replayEvents(sql, { workspaceId, part, profileIds: ids, names, until }),
    replayConsents(sql, part, ids),
    replayMemberships(sql, part, ids),
    replaySends(sql, { part, profileIds: ids, exceptFlow: flowId, from: since, until }),
    pushSpans(sql, part, ids),
  ])
  const suppressions = await suppressionsOf(sql, workspaceId, [...profiles.values()], spans)
  const by = <T extends { profileId: string }>(rows: T[]) => Map.groupBy(rows, ({ profileId }) => profileId)
  const [saidBy, insideBy, sentTo, spansOf] = [by(consents), by(memberships), by(sends), by(spans)]
  return [...profiles.values()].map((profile): PersonHistory => {
    const { id } = profile
    return {
      profileId: id,
      profile: profileFields(profile),
      events: events.get(id) ?? [],
      consents: (saidBy.get(id) ?? []).map(({ time, ...one }) => ({ ...one, at: time.getTime() })),
      suppressions: suppressions.get(id) ?? {},
      browsers: (spansOf.get(id) ?? []).map((span) => ({
        from: span.from.getTime(),
        until: span.until?.getTime() ?? null,
      })),
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
  workspaceId: string,
  people: StoredProfile[],
  browsers: { profileId: string; endpoint: string }[],
): Promise<Map<string, Record<string, string>>> {
  const own = people.flatMap((profile) =>
    CHANNELS.flatMap((channel) => {
      const address = addressOf(channel, profile)
      return address === null ? [] : [{ profileId: profile.id, channel, address }]
    }),
  )
  const pushed = browsers.map(({ profileId, endpoint }) => ({
    profileId,
    channel: 'push' as const,
    address: endpoint,
  }))
  const addresses = [...own, ...pushed].map(({ address, ...one }) => ({
    ...one,
    workspaceId,
    hash: addressHash(workspaceId, address),
  }))
  const reasons = await suppressed(sql, addresses)
  const found = new Map<string, Record<string, string>>()
  for (const [key, same] of Map.groupBy(addresses, ({ profileId, channel }) => `${profileId} ${channel}`)) {
    const [profileId = '', channel = ''] = key.split(' ')
    const because = same.map((address) => reasons.get(suppressionKey(address)))
    // who has several browsers is reached by one that is free
    if (because[0] !== undefined && !because.includes(undefined))
      found.set(profileId, { ...found.get(profileId), [channel]: because[0] })
  }
  return found
}

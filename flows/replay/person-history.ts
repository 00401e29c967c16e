import type { FlowEvent } from '../events/event.ts'
import type { ProfileFields } from '../interpreter/run-state.ts'
import type { GivenConsent, PastSend } from '../sending/sending-subject.ts'

/** One person with everything that a replay may look at. Instants are milliseconds since 1970. */
export interface PersonHistory {
  profileId: string
  /** As the person is today: what they were at the time is not kept. */
  profile: ProfileFields
  /** In the order they occurred; those of one instant in the order they arrived. */
  events: readonly FlowEvent[]
  /** The ledger, oldest first. */
  consents: readonly (GivenConsent & { channel: string; kind: 'marketing' | 'transactional' })[]
  /** Why an address of theirs must not be written to, by channel. */
  suppressions: Readonly<Record<string, string>>
  /** Spans in which a browser of theirs took push notifications; `until` is null while it does. */
  browsers: readonly { from: number; until: number | null }[]
  /** Lists and segments that they are in, by id and by name, since when. */
  memberships: readonly { kind: 'list' | 'segment'; groupId: string; name: string; since: number }[]
  /** What really went out to them, oldest first: it counts for smart sending and caps. */
  sends: readonly PastSend[]
}

/** A person of whom nothing but the profile is known: as reachable by push as by the addresses they have. */
export const strangerWith = (profileId: string, profile: ProfileFields): PersonHistory => ({
  profileId,
  profile,
  events: [],
  consents: [],
  suppressions: {},
  browsers: [{ from: Number.NEGATIVE_INFINITY, until: null }],
  memberships: [],
  sends: [],
})

import { v5 } from 'uuid'
import type { Version } from '#db/queries/flow-versions.ts'
import type { MembershipChange } from '#db/queries/memberships.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { Cause } from './start-caused.ts'

/** A name space of our own: the same words give the same id. */
const IDS = '7d2f4a52-6f0e-4d61-9b35-0a6c3f9a1e44'

/** An id for something that happens once: the same words, the same id. */
export const idOfOccurrence = (...words: string[]): string => v5(words.join(' '), IDS)

/** A person who came into a group or left it, with the group's name. */
export interface GroupChange {
  change: MembershipChange
  name: string
  came: boolean
  profile: Pick<StoredProfile, 'id' | 'part' | 'workspaceId'>
}

/** What people's coming into lists and segments, and leaving segments, starts among the live versions. */
export function groupCauses(changes: GroupChange[], live: Version[], depth: number): Cause[] {
  return changes.flatMap((one) =>
    live
      .filter((version) => isTriggeredBy(version, one))
      .map(
        (version): Cause => ({
          version,
          profile: one.profile,
          event: eventOf(one),
          by: 'otherwise',
          depth,
          once: true,
        }),
      ),
  )
}

function isTriggeredBy(
  { workspaceId, flow: { trigger } }: Version,
  { change, name, came }: GroupChange,
): boolean {
  if (workspaceId !== change.workspaceId) return false
  if (trigger?.kind === 'list') {
    return came && change.kind === 'list' && (trigger.list === change.groupId || trigger.list === name)
  }
  if (trigger?.kind !== 'segment' || change.kind !== 'segment') return false
  return (
    came === (trigger.on === 'enters') && (trigger.segment === change.groupId || trigger.segment === name)
  )
}

/** What templates and conditions read as the trigger event. */
function eventOf({ change, name, came }: GroupChange): FlowEvent {
  const { kind, groupId, profileId, since } = change
  const title = kind === 'list' ? 'Added to List' : came ? 'Entered Segment' : 'Left Segment'
  return {
    id: idOfOccurrence(kind, groupId, profileId, String(came), since.toISOString()),
    name: title,
    time: since.getTime(),
    properties: { [kind]: name, [`${kind}_id`]: groupId },
    value: null,
    currency: null,
  }
}

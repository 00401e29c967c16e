import type { Tx } from '#db/client.ts'
import { loadVersions, type Version } from '#db/queries/flow-versions.ts'
import {
  type ConnectionRow,
  type RunFacts,
  runFacts,
  type StandingConsent,
  standingConnections,
  standingConsents,
  suppressed,
  suppressionKey,
  type WorkspaceFacts,
  workspaceFacts,
} from '#db/queries/message-facts.ts'
import type { DueMessage } from '#db/queries/messages-due.ts'
import { pastSends } from '#db/queries/past-sends.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { addressOf } from '#flows/sending/address.ts'
import { longestWindowMs } from '#flows/sending/frequency-caps.ts'
import type { PastSend } from '#flows/sending/sending-subject.ts'
import { addressHash } from '../consents/address-hash.ts'
import type { MessageNode } from './message-content.ts'

/** Everything that messages are judged and rendered by. */
export interface SendingFacts {
  versions: Map<string, Version>
  runs: Map<string, RunFacts>
  profiles: Map<string, StoredProfile>
  workspaces: Map<string, WorkspaceFacts>
  consents: Map<string, StandingConsent[]>
  suppressions: Map<string, string>
  connections: ConnectionRow[]
  /** What went out to each person, newest first. */
  past: Map<string, PastSend[]>
}

/** A message whose step, flow and shop are still there. */
export interface Addressable {
  message: DueMessage
  version: Version
  node: MessageNode
  workspace: WorkspaceFacts
  profile: StoredProfile | undefined
  run: RunFacts | undefined
  address: string | null
}

/** Looks up what the messages need, for all of them at once. */
export async function sendingFacts(tx: Tx, messages: DueMessage[], now: Date): Promise<SendingFacts> {
  const workspaceIds = [...new Set(messages.map(({ workspaceId }) => workspaceId))]
  const people = messages.map(({ workspaceId, profileId: id }) => ({ workspaceId, id }))
  const [versions, runs, profiles, workspaces, consents, connections] = await Promise.all([
    loadVersions(
      tx,
      messages.map(({ versionId }) => versionId),
    ),
    runFacts(tx, [...new Map(messages.map((message) => [message.runId, message])).values()]),
    loadProfiles(tx, people),
    workspaceFacts(tx, workspaceIds),
    standingConsents(tx, messages),
    standingConnections(tx, workspaceIds),
  ])
  const windowMs = Math.max(0, ...[...workspaces.values()].map(longestWindowMs))
  const since = new Date(now.getTime() - windowMs)
  const [suppressions, past] = await Promise.all([
    suppressed(tx, hashesOf(messages, profiles)),
    pastSends(tx, windowMs === 0 ? [] : messages, { since, now }),
  ])
  const byProfile = Map.groupBy(consents, ({ profileId }) => profileId)
  return { versions, runs, profiles, workspaces, consents: byProfile, suppressions, connections, past }
}

/** The message with its step and its person; null where the step is gone. */
export function addressable(message: DueMessage, facts: SendingFacts): Addressable | null {
  const version = facts.versions.get(message.versionId)
  const workspace = facts.workspaces.get(message.workspaceId)
  const node = version?.flow.nodes.find(({ id }) => id === message.node)
  if (!version || !workspace || node?.kind !== message.channel) return null
  const profile = facts.profiles.get(message.profileId)
  return {
    message,
    version,
    node: node as MessageNode,
    workspace,
    profile,
    run: facts.runs.get(message.runId),
    address: addressOf(message.channel, profile),
  }
}

/** Why a message's address must not be written to; null where it may. */
export function suppressionOf({ message, address }: Addressable, facts: SendingFacts): string | null {
  if (address === null) return null
  const { workspaceId, channel } = message
  const key = suppressionKey({ workspaceId, channel, hash: addressHash(workspaceId, address) })
  return facts.suppressions.get(key) ?? null
}

function hashesOf(messages: DueMessage[], profiles: Map<string, StoredProfile>) {
  return messages.flatMap(({ workspaceId, profileId, channel }) => {
    const address = addressOf(channel, profiles.get(profileId))
    return address ? [{ workspaceId, channel, hash: addressHash(workspaceId, address) }] : []
  })
}

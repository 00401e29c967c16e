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
import { livePushSubscriptions, type PushSubscription } from '#db/queries/push-subscriptions.ts'
import type { MessageNode } from '#flows/graph/message-node.ts'
import { addressOf } from '#flows/sending/address.ts'
import { longestWindowMs } from '#flows/sending/frequency-caps.ts'
import { rulesInForce } from '#flows/sending/own-rules.ts'
import type { PastSend } from '#flows/sending/sending-subject.ts'
import { addressHash } from '../consents/address-hash.ts'

/** Everything that messages are judged and rendered by. */
export interface SendingFacts {
  versions: Map<string, Version>
  runs: Map<string, RunFacts>
  profiles: Map<string, StoredProfile>
  workspaces: Map<string, WorkspaceFacts>
  consents: Map<string, StandingConsent[]>
  suppressions: Map<string, string>
  connections: ConnectionRow[]
  /** The browsers of each person that take notifications, newest first. */
  browsers: Map<string, PushSubscription[]>
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
  /** For a notification: the browsers that it may go to. */
  browsers: PushSubscription[]
}

/** Looks up what the messages need, for all of them at once. */
export async function sendingFacts(tx: Tx, messages: DueMessage[], now: Date): Promise<SendingFacts> {
  const workspaceIds = [...new Set(messages.map(({ workspaceId }) => workspaceId))]
  const people = messages.map(({ workspaceId, profileId: id }) => ({ workspaceId, id }))
  const pushed = messages.filter(({ channel }) => channel === 'push')
  const [versions, runs, profiles, workspaces, consents, connections, browsers] = await Promise.all([
    loadVersions(
      tx,
      messages.map(({ versionId }) => versionId),
    ),
    runFacts(tx, [...new Map(messages.map((message) => [message.runId, message])).values()]),
    loadProfiles(tx, people),
    workspaceFacts(tx, workspaceIds),
    standingConsents(tx, messages),
    standingConnections(tx, workspaceIds),
    livePushSubscriptions(tx, pushed),
  ])
  const windows = messages.map(({ workspaceId, versionId }) => {
    const workspace = workspaces.get(workspaceId)
    const settings = versions.get(versionId)?.flow.settings ?? {}
    return workspace ? longestWindowMs(rulesInForce(workspace, settings)) : 0
  })
  const windowMs = Math.max(0, ...windows)
  const since = new Date(now.getTime() - windowMs)
  const [suppressions, past] = await Promise.all([
    suppressed(
      tx,
      messages.flatMap((message) => hashesOf(message, addressesOf(message, { profiles, browsers }))),
    ),
    pastSends(tx, windowMs === 0 ? [] : messages, { since, now }),
  ])
  const byProfile = Map.groupBy(consents, ({ profileId }) => profileId)
  return {
    versions,
    runs,
    profiles,
    workspaces,
    consents: byProfile,
    suppressions,
    connections,
    browsers,
    past,
  }
}

/** The message with its step and its person; null where the step is gone. */
export function addressable(message: DueMessage, facts: SendingFacts): Addressable | null {
  const version = facts.versions.get(message.versionId)
  const workspace = facts.workspaces.get(message.workspaceId)
  const node = version?.flow.nodes.find(({ id }) => id === message.node)
  if (!version || !workspace || node?.kind !== message.channel) return null
  const profile = facts.profiles.get(message.profileId)
  const browsers = message.channel === 'push' ? unsuppressed(message, facts) : []
  return {
    message,
    version,
    node: node as MessageNode,
    workspace,
    profile,
    run: facts.runs.get(message.runId),
    address: message.channel === 'push' ? servicesOf(browsers) : addressOf(message.channel, profile),
    browsers,
  }
}

/** Why a person must not be written to at all of their addresses of the channel; null where one is free. */
export function suppressionOf({ message }: Addressable, facts: SendingFacts): string | null {
  const reasons = hashesOf(message, addressesOf(message, facts)).map(
    (hash) => facts.suppressions.get(suppressionKey(hash)) ?? null,
  )
  return reasons.includes(null) ? null : (reasons[0] ?? null)
}

type Found = Pick<SendingFacts, 'profiles' | 'browsers'>

function addressesOf({ channel, profileId }: DueMessage, { profiles, browsers }: Found): string[] {
  if (channel === 'push') return (browsers.get(profileId) ?? []).map(({ endpoint }) => endpoint)
  const address = addressOf(channel, profiles.get(profileId))
  return address === null ? [] : [address]
}

const hashesOf = ({ workspaceId, channel }: DueMessage, addresses: string[]) =>
  addresses.map((address) => ({ workspaceId, channel, hash: addressHash(workspaceId, address) }))

/** The browsers that may be written to; all of them where none may, for the suppression to be told as the reason. */
function unsuppressed(message: DueMessage, { browsers, suppressions }: SendingFacts): PushSubscription[] {
  const all = browsers.get(message.profileId) ?? []
  const free = all.filter(({ endpoint }) =>
    hashesOf(message, [endpoint]).every((hash) => !suppressions.has(suppressionKey(hash))),
  )
  return free.length > 0 ? free : all
}

/** What is told of where a notification went: the push services' names, for their addresses are keys. */
function servicesOf(browsers: readonly PushSubscription[]): string | null {
  if (browsers.length === 0) return null
  return [...new Set(browsers.map(({ endpoint }) => new URL(endpoint).host))].join(', ')
}

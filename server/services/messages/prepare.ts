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
import {
  claimDueMessages,
  type DueMessage,
  type PreparedRow,
  writePrepared,
} from '#db/queries/messages-due.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import type { Runtime } from '../../runtime.ts'
import { addressHash } from '../consents/address-hash.ts'
import { addressOf, checkMessage } from './message-checks.ts'
import {
  compiledNode,
  type MessageNode,
  personOfRun,
  readingOf,
  renderMessage,
  scopeOf,
} from './message-content.ts'
import { type Outgoing, outgoingOf } from './outgoing.ts'

export const PREPARED_MS = 40_000
const POSTPONED_MS = 60_000

/** Messages that passed every check and are rendered and stored; they may be handed over until `preparedUntil`. */
export interface PreparedBatch {
  claimed: number
  ready: Outgoing[]
  preparedUntil: Date
}

interface Facts {
  versions: Map<string, Version>
  runs: Map<string, RunFacts>
  profiles: Map<string, StoredProfile>
  workspaces: Map<string, WorkspaceFacts>
  consents: Map<string, StandingConsent[]>
  suppressions: Map<string, string>
  connections: ConnectionRow[]
}

interface PrepareArgs {
  runtime: Runtime
  part: number
  now: Date
  limit: number
}

/** Claims due messages, checks and renders them, and stores the outcome: one transaction, nobody is spoken to. */
export async function prepareMessages({ runtime, part, now, limit }: PrepareArgs): Promise<PreparedBatch> {
  const preparedUntil = new Date(now.getTime() + PREPARED_MS)
  return runtime.sql.begin(async (tx) => {
    const messages = await claimDueMessages(tx, part, now, limit)
    if (messages.length === 0) return { claimed: 0, ready: [], preparedUntil }
    const runIds = [...new Set(messages.map(({ runId }) => runId))]
    const profileIds = [...new Set(messages.map(({ profileId }) => profileId))]
    const workspaceIds = [...new Set(messages.map(({ workspaceId }) => workspaceId))]
    const [versions, runs, profiles, workspaces, consents, connections] = await Promise.all([
      loadVersions(
        tx,
        messages.map(({ versionId }) => versionId),
      ),
      runFacts(tx, part, runIds),
      loadProfiles(
        tx,
        messages.map(({ workspaceId, profileId: id }) => ({ workspaceId, id })),
      ),
      workspaceFacts(tx, workspaceIds),
      standingConsents(tx, part, profileIds),
      standingConnections(tx, workspaceIds),
    ])
    const suppressions = await suppressed(tx, hashesOf(messages, profiles))
    const byProfile = Map.groupBy(consents, ({ profileId }) => profileId)
    const facts: Facts = {
      versions,
      runs,
      profiles,
      workspaces,
      consents: byProfile,
      suppressions,
      connections,
    }
    const outcomes: Outcome[] = []
    for (const message of messages) {
      outcomes.push(await prepareOne({ runtime, part, now, message, facts, preparedUntil }))
    }
    await writePrepared(
      tx,
      part,
      outcomes.map(({ row }) => row),
    )
    const ready = outcomes.flatMap(({ outgoing }) => (outgoing ? [outgoing] : []))
    return { claimed: messages.length, ready, preparedUntil }
  }) as Promise<PreparedBatch>
}

function hashesOf(messages: DueMessage[], profiles: Map<string, StoredProfile>) {
  return messages.flatMap(({ workspaceId, profileId, channel }) => {
    const address = addressOf(channel, profiles.get(profileId))
    return address ? [{ workspaceId, channel, hash: addressHash(workspaceId, address) }] : []
  })
}

interface Outcome {
  row: PreparedRow
  outgoing: Outgoing | null
}

interface One {
  runtime: Runtime
  part: number
  now: Date
  message: DueMessage
  facts: Facts
  preparedUntil: Date
}

async function prepareOne({ runtime, part, now, message, facts, preparedUntil }: One): Promise<Outcome> {
  const closed = closedRow(message, now)
  const version = facts.versions.get(message.versionId)
  const workspace = facts.workspaces.get(message.workspaceId)
  const node = version?.flow.nodes.find(({ id }) => id === message.node)
  if (!version || !workspace || !node || node.kind !== message.channel) {
    return closed('failed', 'step_missing', { node: message.node })
  }
  const profile = facts.profiles.get(message.profileId)
  const run = facts.runs.get(message.runId)
  const address = addressOf(message.channel, profile)
  const objection = checkMessage({
    message,
    messageKind: node.config.messageKind,
    run,
    flow: version.flow,
    profile,
    workspace,
    consents: facts.consents.get(message.profileId) ?? [],
    suppression:
      address === null
        ? null
        : (facts.suppressions.get(
            suppressionKey({
              workspaceId: message.workspaceId,
              channel: message.channel,
              hash: addressHash(message.workspaceId, address),
            }),
          ) ?? null),
  })
  if (objection?.kind === 'skip') return closed('skipped', objection.reason, objection.detail)
  if (objection?.kind === 'postpone') {
    const row = { ...closed('skipped', null, null).row, status: 'pending' as const }
    return { row: { ...row, dueAt: new Date(now.getTime() + POSTPONED_MS) }, outgoing: null }
  }
  const person = {
    profile: profile!,
    run: run!,
    workspace,
    address: address!,
    version,
    node: node as MessageNode,
  }
  return rendered({ runtime, part, now, message, facts, preparedUntil }, person, closed)
}

interface Addressed {
  profile: StoredProfile
  run: RunFacts
  workspace: WorkspaceFacts
  address: string
  version: Version
  node: MessageNode
}

async function rendered(one: One, to: Addressed, closed: ReturnType<typeof closedRow>): Promise<Outcome> {
  const { runtime, part, now, message, facts, preparedUntil } = one
  const connection = facts.connections.find(
    ({ workspaceId, channel }) => workspaceId === message.workspaceId && channel === message.channel,
  )
  const flow = { id: message.flowId, name: to.version.flow.name }
  const outgoing = {
    runtime,
    part,
    message,
    address: to.address,
    connection: connection ?? null,
    kind: to.node.config.messageKind,
  }
  try {
    const template = await compiledNode(message.versionId, to.node, to.workspace.locale)
    const { unsubscribeUrl, finish } = outgoingOf(outgoing)
    const person = {
      ...personOfRun(to.run),
      profile: to.profile,
      flow,
      workspace: to.workspace,
      unsubscribeUrl,
    }
    const content = renderMessage(template, to.node, scopeOf(person), readingOf(person, now))
    const { stored, ready } = finish(content)
    const row: PreparedRow = {
      ...closed('skipped', null, null).row,
      ...stored,
      status: connection ? 'pending' : 'unconnected',
      dueAt: connection ? preparedUntil : now,
      connectionId: connection?.id ?? null,
      provider: connection?.provider ?? null,
      toAddress: to.address,
    }
    return { row, outgoing: connection ? ready : null }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return closed('failed', 'render_failed', {
      message: error.message,
      line: error.line,
      column: error.column,
    })
  }
}

/** A message that ends here, or begins its record. */
function closedRow({ id }: DueMessage, now: Date) {
  return (
    status: 'skipped' | 'failed',
    reason: string | null,
    detail: Record<string, unknown> | null,
  ): Outcome => ({
    row: {
      id,
      status,
      reason,
      detail,
      dueAt: now,
      connectionId: null,
      provider: null,
      toAddress: null,
      subject: null,
      html: null,
      text: null,
      links: [],
    },
    outgoing: null,
  })
}

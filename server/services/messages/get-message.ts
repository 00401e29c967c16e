import { loadVersions } from '#db/queries/flow-versions.ts'
import { runFacts, workspaceFacts } from '#db/queries/message-facts.ts'
import { type MessageRow, messageTrail } from '#db/queries/message-list.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import type { MessageNode } from '#flows/graph/message-node.ts'
import { type Ctx, requirePermission } from '../context.ts'
import {
  compiledNode,
  personOfRun,
  readingOf,
  renderMessage,
  scopeOf,
  shownContent,
} from './message-content.ts'
import { type MessageSummary, messageSummary, rfc3339 } from './message-json.ts'
import { requireMessage } from './require-message.ts'

/** A message with its content and everything that happened to it. */
export interface MessageDetail extends MessageSummary {
  /** The values that decided why it was not sent, or what the provider said. */
  detail: Record<string, unknown> | null
  attempts: number
  provider: string | null
  providerMessageId: string | null
  html: string | null
  text: string | null
  links: string[]
  bouncedAt: string | null
  events: {
    kind: string
    at: string
    agent: string
    url: string | null
    detail: Record<string, unknown> | null
  }[]
}

/** One message. Where it was not rendered yet (it waits for a person), it is rendered as it would go out now. */
export async function getMessage({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<MessageDetail> {
  requirePermission(ctx, 'read')
  const row = await requireMessage(ctx, input.id)
  const events = await messageTrail(ctx.sql, row.part, row.id)
  const content =
    row.text === null && (row.status === 'review' || row.status === 'pending')
      ? await renderedNow(ctx, row)
      : row
  return {
    ...messageSummary(row),
    subject: content.subject,
    html: content.html,
    text: content.text,
    links: row.links,
    detail: row.detail,
    attempts: row.attempts,
    provider: row.provider,
    providerMessageId: row.providerMessageId,
    bouncedAt: rfc3339(row.bouncedAt),
    events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
  }
}

type Content = Pick<MessageRow, 'subject' | 'html' | 'text'>
const NOTHING: Content = { subject: null, html: null, text: null }

async function renderedNow({ sql, workspaceId, now }: Ctx, row: MessageRow): Promise<Content> {
  const [versions, runs, profiles, workspaces] = await Promise.all([
    loadVersions(sql, [row.versionId]),
    runFacts(sql, [row]),
    loadProfiles(sql, [{ workspaceId, id: row.profile.id }]),
    workspaceFacts(sql, [workspaceId]),
  ])
  const version = versions.get(row.versionId)
  const run = runs.get(row.runId)
  const profile = profiles.get(row.profile.id)
  const workspace = workspaces.get(workspaceId)
  const node = version?.flow.nodes.find(({ id }) => id === row.node)
  if (!version || !run || !profile || !workspace || node?.kind !== row.channel) return NOTHING
  const flow = { id: row.flow.id, name: version.flow.name }
  const person = { ...personOfRun(run), profile, flow, workspace, unsubscribeUrl: '#' }
  try {
    const template = await compiledNode(row.versionId, node as MessageNode, workspace.locale)
    const rendered = renderMessage(
      template,
      { node: node as MessageNode, utm: version.flow.settings.utm },
      scopeOf(person),
      readingOf(person, now),
    )
    return shownContent(rendered)
  } catch (error) {
    if (error instanceof TemplateError) return NOTHING
    throw error
  }
}

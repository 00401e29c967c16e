import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { MissingVariable, TemplateError } from '#flows/content/liquid.ts'
import type { Runtime } from '../../runtime.ts'
import { compiledNode, personOfRun, readingOf, renderMessage, scopeOf } from './message-content.ts'
import { outgoingOf } from './outgoing.ts'
import { type Prepared, settled } from './prepared.ts'
import type { Addressable } from './sending-facts.ts'

interface RenderArgs {
  runtime: Runtime
  now: Date
  preparedUntil: Date
  connections: ConnectionRow[]
}

/** Fills a message in for its person, ready to be handed over; without a provider it waits for one, rendered. */
export async function renderOutgoing(
  { message, version, node, workspace, profile, run, address, browsers }: Addressable,
  { runtime, now, preparedUntil, connections }: RenderArgs,
): Promise<Prepared> {
  if (profile === undefined || run === undefined || address === null) {
    throw new Error('A message without a person, a run or an address passed the checks')
  }
  const connection =
    connections.find(
      ({ workspaceId, channel }) => workspaceId === message.workspaceId && channel === message.channel,
    ) ?? null
  const { messageKind: kind, strict = false } = node.config
  try {
    const template = await compiledNode(message.versionId, node, workspace.locale)
    const { unsubscribeUrl, finish } = outgoingOf({
      runtime,
      message,
      address,
      browsers,
      connection,
      kind,
    })
    const flow = { id: message.flowId, name: version.flow.name }
    const person = { ...personOfRun(run), profile, flow, workspace, unsubscribeUrl }
    const reading = { ...readingOf(person, now), strict }
    const { stored, ready } = finish(
      renderMessage(template, { node, utm: version.flow.settings.utm }, scopeOf(person), reading),
    )
    return {
      row: {
        id: message.id,
        ...stored,
        status: connection ? 'pending' : 'unconnected',
        reason: null,
        detail: null,
        dueAt: connection ? preparedUntil : now,
        connectionId: connection?.id ?? null,
        provider: connection?.provider ?? null,
        toAddress: address,
      },
      outgoing: connection ? ready : null,
    }
  } catch (error) {
    if (error instanceof MissingVariable) {
      const detail = { variable: error.variable }
      return settled(message.id, { status: 'skipped', reason: 'missing_variable', detail, dueAt: now })
    }
    if (!(error instanceof TemplateError)) throw error
    const detail = { message: error.message, line: error.line, column: error.column }
    return settled(message.id, { status: 'failed', reason: 'render_failed', detail, dueAt: now })
  }
}

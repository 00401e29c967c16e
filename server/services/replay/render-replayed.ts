import type { WorkspaceFacts } from '#db/queries/message-facts.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { indexOf } from '#flows/graph/flow-index.ts'
import { isMessageNode } from '#flows/graph/message-node.ts'
import type { Run } from '#flows/interpreter/run-state.ts'
import type { ProfileRecord } from '#flows/profile-fields.ts'
import { compileNode, readingOf, renderMessage, scopeOf, shownContent } from '../messages/message-content.ts'

/** A message as the person would get it; all null where it can't be rendered, with the reason as `error`. */
export interface RenderedContent {
  subject: string | null
  html: string | null
  text: string | null
  error: string | null
}

/** Renders a message that nobody sends. */
export async function renderReplayed(args: {
  flow: Flow
  node: string
  person: ProfileRecord
  event: FlowEvent
  run: Run
  workspace: WorkspaceFacts
  /** Milliseconds since 1970. */
  at: number
}): Promise<RenderedContent> {
  const { flow, run, workspace, event, at } = args
  const nothing = { subject: null, html: null, text: null, error: null }
  const node = indexOf(flow).node(args.node)
  if (!isMessageNode(node)) return nothing
  const person = {
    profile: args.person,
    event,
    answers: run.answers,
    run: { id: run.id, key: run.key, startedAt: run.startedAt },
    flow: { id: run.flowId, name: flow.name },
    workspace,
    unsubscribeUrl: '#',
  }
  try {
    const template = await compileNode(node, workspace.locale)
    const rendered = renderMessage(
      template,
      { node, utm: flow.settings.utm },
      scopeOf(person),
      readingOf(person, new Date(at)),
    )
    const { subject, html, text } = shownContent(rendered)
    return { subject, html, text, error: null }
  } catch (error) {
    if (error instanceof TemplateError) return { ...nothing, error: error.message }
    throw error
  }
}

import type { WorkspaceFacts } from '#db/queries/message-facts.ts'
import { parseTemplate, renderTemplate, TemplateError } from '#flows/content/liquid.ts'
import { validLocale, validZone } from '#flows/content/liquid-filters.ts'
import { smsParts } from '#flows/content/sms-parts.ts'
import type { Flow } from '#flows/graph/flow.ts'
import type { ReplaySetting } from '#flows/replay/replay-setting.ts'
import { tagLinks } from '../messages/tag-links.ts'

/** A replay under the rules of a workspace. */
export function replaySetting(args: {
  flow: Flow
  flowId: string
  workspace: WorkspaceFacts
  from: Date
  until: Date
  winners: ReadonlyMap<string, string>
}): ReplaySetting {
  const { flow, flowId, workspace, from, until, winners } = args
  return {
    flow,
    flowId,
    from: from.getTime(),
    until: until.getTime(),
    zone: workspace.timeZone,
    settings: workspace,
    winners,
    shop: { currency: workspace.currency, rfm: workspace.rfm },
    smsParts: partsCounter(flow, workspace, until),
  }
}

/** Counts the pieces of each SMS as it would be written to its person. */
function partsCounter(
  flow: Flow,
  workspace: WorkspaceFacts,
  now: Date,
): NonNullable<ReplaySetting['smsParts']> {
  const templates = new Map(
    flow.nodes.flatMap((node) =>
      node.kind === 'sms' ? [[node.id, { node, template: parsed(node.config.text) }] as const] : [],
    ),
  )
  const reading = {
    locale: validLocale(workspace.locale) ?? 'en',
    zone: validZone(workspace.timeZone) ?? 'UTC',
    currency: workspace.currency,
    now: now.getTime(),
  }
  const { utm } = flow.settings
  return (id, person) => {
    const { node, template = null } = templates.get(id) ?? {}
    if (node === undefined || template === null) return 1
    const scope = { ...person, flow: { id: '', name: flow.name }, workspace: { name: workspace.name } }
    try {
      const text = renderTemplate(template, scope, reading).trim()
      const rendered = tagLinks({ channel: 'sms', text }, { utm, node, scope, reading })
      return rendered.channel === 'sms' ? smsParts(rendered.text).parts : 1
    } catch (error) {
      if (error instanceof TemplateError) return 1
      throw error
    }
  }
}

function parsed(text: string) {
  try {
    return parseTemplate(text, 'text')
  } catch (error) {
    if (error instanceof TemplateError) return null
    throw error
  }
}

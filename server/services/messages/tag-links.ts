import { isWebAddress, rewriteLinks, rewritePlainLinks } from '#flows/content/links.ts'
import { type Reading, renderText, type TemplateScope } from '#flows/content/liquid.ts'
import { UTM_NAMES, type Utm, type UtmValues, withUtm } from '#flows/content/utm.ts'
import type { MessageNode } from '#flows/graph/message-node.ts'
import type { RenderedMessage } from './message-content.ts'

/**
 * Adds a flow's UTM parameters to the links of a rendered message. What they say is Liquid that sees the flow, the workspace and the
 * message (`message.channel`, `message.id`), and nothing of the person: addresses of a shop are kept in too many logs. The way out of
 * the list keeps its address, and so do the links of WhatsApp, which are part of a template that Meta approved. Throws TemplateError.
 */
export function tagLinks(
  rendered: RenderedMessage,
  {
    utm,
    node,
    scope,
    reading,
  }: { utm: Utm | undefined; node: MessageNode; scope: TemplateScope; reading: Reading },
): RenderedMessage {
  if (utm === undefined) return rendered
  const { flow = {}, workspace = {} } = scope
  const message = { channel: node.kind, id: node.id }
  const values = utmValues(utm, { flow, workspace, message }, reading)
  const own = new Set(Object.values((scope.links ?? {}) as Record<string, string>))
  const rewrite = (target: string) => (own.has(target) ? target : withUtm(target, values))
  switch (rendered.channel) {
    case 'email':
      return { ...rendered, ...rewriteLinks(rendered, own, rewrite) }
    case 'sms':
      return { ...rendered, text: rewritePlainLinks(rendered.text, rewrite) }
    case 'push':
      return { ...rendered, url: isWebAddress(rendered.url) ? rewrite(rendered.url) : rendered.url }
    case 'whatsapp':
      return rendered
  }
}

/** A gap in a campaign's name is no reason to hold a message back. */
function utmValues(utm: Utm, scope: TemplateScope, reading: Reading): UtmValues {
  return Object.fromEntries(
    UTM_NAMES.map((name) => [name, renderText(utm[name] ?? '', scope, { ...reading, strict: false })]),
  )
}

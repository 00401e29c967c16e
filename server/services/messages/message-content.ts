import type { RunFacts, WorkspaceFacts } from '#db/queries/message-facts.ts'
import { assertNever } from '#flows/assert-never.ts'
import { trackLinks } from '#flows/content/links.ts'
import {
  type ParsedTemplate,
  parseTemplate,
  type Reading,
  renderTemplate,
  renderText,
  type TemplateScope,
} from '#flows/content/liquid.ts'
import { validLocale, validZone } from '#flows/content/liquid-filters.ts'
import { type CompiledEmail, compileEmail, renderEmail } from '#flows/content/render-email.ts'
import { type CompiledPush, compilePush, type RenderedPush, renderPush } from '#flows/content/render-push.ts'
import {
  type CompiledWhatsapp,
  compileWhatsapp,
  type RenderedWhatsapp,
  renderWhatsapp,
} from '#flows/content/render-whatsapp.ts'
import type { Utm } from '#flows/content/utm.ts'
import { eventFields, type FlowEvent } from '#flows/events/event.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { MessageNode } from '#flows/graph/message-node.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { type ProfileRecord, profileFields } from '#flows/profile-fields.ts'
import { tagLinks } from './tag-links.ts'

/** A rendered message; e-mail text still holds marked links, for `trackLinks`. */
export type RenderedMessage =
  | {
      channel: 'email'
      subject: string
      preheader: string
      html: string
      text: string
      fromName: string
      fromEmail: string
      replyTo: string
    }
  | { channel: 'sms'; text: string }
  | ({ channel: 'push' } & RenderedPush)
  | ({ channel: 'whatsapp' } & RenderedWhatsapp)

type Compiled =
  | { channel: 'email'; email: CompiledEmail }
  | { channel: 'sms'; text: ParsedTemplate }
  | { channel: 'push'; push: CompiledPush }
  | { channel: 'whatsapp'; whatsapp: CompiledWhatsapp }

const MOST_COMPILED = 500
const compiled = new Map<string, Promise<Compiled>>()

/** A message node's templates, made once for each version and language. Throws TemplateError. */
export function compiledNode(versionId: string, node: MessageNode, lang: string): Promise<Compiled> {
  const key = `${versionId} ${node.id} ${lang}`
  const known = compiled.get(key)
  if (known) return known
  const made = compileNode(node, lang)
  made.catch(() => compiled.delete(key))
  for (const oldest of compiled.keys()) {
    if (compiled.size < MOST_COMPILED) break
    compiled.delete(oldest)
  }
  compiled.set(key, made)
  return made
}

/** Makes a node's templates without keeping them. Throws TemplateError. */
export async function compileNode(node: MessageNode, lang: string): Promise<Compiled> {
  switch (node.kind) {
    case 'email':
      return { channel: 'email', email: await compileEmail(node.config, lang) }
    case 'sms':
      return { channel: 'sms', text: parseTemplate(node.config.text, 'text') }
    case 'push':
      return { channel: 'push', push: compilePush(node.config) }
    case 'whatsapp':
      return { channel: 'whatsapp', whatsapp: compileWhatsapp(node.config) }
    default:
      return assertNever(node)
  }
}

/** Fills a compiled message in for one person; its links carry the flow's UTM parameters. Throws TemplateError. */
export function renderMessage(
  template: Compiled,
  { node, utm }: { node: MessageNode; utm: Utm | undefined },
  scope: TemplateScope,
  reading: Reading,
): RenderedMessage {
  return tagLinks(filled(template, node, scope, reading), { utm, node, scope, reading })
}

function filled(
  template: Compiled,
  node: MessageNode,
  scope: TemplateScope,
  reading: Reading,
): RenderedMessage {
  switch (template.channel) {
    case 'email':
      return emailOf(template.email, node as FlowNode<'email'>, scope, reading)
    case 'sms':
      return { channel: 'sms', text: renderTemplate(template.text, scope, reading).trim() }
    case 'push':
      return { channel: 'push', ...renderPush(template.push, scope, reading) }
    case 'whatsapp':
      return { channel: 'whatsapp', ...renderWhatsapp(template.whatsapp, scope, reading) }
    default:
      return assertNever(template)
  }
}

function emailOf(
  email: CompiledEmail,
  { config }: FlowNode<'email'>,
  scope: TemplateScope,
  reading: Reading,
): RenderedMessage {
  const field = (text: string | undefined) =>
    renderText(text ?? '', scope, reading)
      .replace(/\s+/g, ' ')
      .trim()
  return {
    channel: 'email',
    ...renderEmail(email, scope, reading),
    fromName: field(config.from?.name),
    fromEmail: field(config.from?.email),
    replyTo: field(config.replyTo),
  }
}

export interface Person {
  profile: ProfileRecord
  event: FlowEvent | null
  answers: Record<string, Json>
  run: { id: string; key: string | null; startedAt: number }
  flow: { id: string; name: string }
  workspace: WorkspaceFacts
  unsubscribeUrl: string
}

/** What templates see, as the flow contract lists it. */
export function scopeOf({
  profile,
  event,
  answers,
  run,
  flow,
  workspace,
  unsubscribeUrl,
}: Person): TemplateScope {
  return {
    profile: profileFields(profile),
    event: event ? eventFields(event) : {},
    webhook: answers as JsonObject,
    run: { id: run.id, key: run.key, started_at: new Date(run.startedAt).toISOString() },
    flow,
    workspace: { name: workspace.name, currency: workspace.currency, locale: workspace.locale },
    links: { unsubscribe: unsubscribeUrl, preferences: unsubscribeUrl },
  }
}

/** How values are written for this person: their own language and zone where known, else the shop's. */
export function readingOf(person: Pick<Person, 'profile' | 'event' | 'workspace'>, now: Date): Reading {
  const { profile, event, workspace } = person
  return {
    locale: validLocale(profile.locale) ?? validLocale(workspace.locale) ?? 'en',
    zone: validZone(profile.time_zone) ?? validZone(workspace.timeZone) ?? 'UTC',
    currency: event?.currency ?? workspace.currency,
    now: now.getTime(),
  }
}

/** The part of a run that templates see. */
export function personOfRun(run: RunFacts): Pick<Person, 'event' | 'answers' | 'run'> {
  const { state } = run
  return {
    event: state.trigger,
    answers: state.answers,
    run: { id: state.id, key: state.key, startedAt: state.startedAt },
  }
}

/** A rendered message as it is kept and shown: with plain links, so that looking at it counts as nothing. */
export function shownContent(rendered: RenderedMessage): {
  subject: string | null
  html: string | null
  text: string
  links: string[]
} {
  switch (rendered.channel) {
    case 'email': {
      const { html, text, links } = trackLinks(rendered, new Set(), (_, target) => target)
      return { subject: rendered.subject, html, text, links }
    }
    case 'push':
      return { subject: rendered.title, html: null, text: rendered.body, links: [rendered.url] }
    case 'sms':
    case 'whatsapp':
      return { subject: null, html: null, text: rendered.text, links: [] }
    default:
      return assertNever(rendered)
  }
}

import type { RunFacts, WorkspaceFacts } from '#db/queries/message-facts.ts'
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
import { eventFields, type FlowEvent } from '#flows/events/event.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { type ProfileRecord, profileFields } from '#flows/profile-fields.ts'

export type MessageNode = FlowNode<'email'> | FlowNode<'sms'>

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

type Compiled = { channel: 'email'; email: CompiledEmail } | { channel: 'sms'; text: ParsedTemplate }

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
  return node.kind === 'email'
    ? { channel: 'email', email: await compileEmail(node.config, lang) }
    : { channel: 'sms', text: parseTemplate(node.config.text, 'text') }
}

/** Fills a compiled message in for one person. Throws TemplateError. */
export function renderMessage(
  template: Compiled,
  node: MessageNode,
  scope: TemplateScope,
  reading: Reading,
): RenderedMessage {
  if (template.channel === 'sms' || node.kind === 'sms') {
    const parsed = (template as Extract<Compiled, { channel: 'sms' }>).text
    return { channel: 'sms', text: renderTemplate(parsed, scope, reading).trim() }
  }
  const field = (text: string | undefined) =>
    renderText(text ?? '', scope, reading)
      .replace(/\s+/g, ' ')
      .trim()
  return {
    channel: 'email',
    ...renderEmail(template.email, scope, reading),
    fromName: field(node.config.from?.name),
    fromEmail: field(node.config.from?.email),
    replyTo: field(node.config.replyTo),
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

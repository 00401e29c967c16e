import { standingConnections, workspaceFacts } from '#db/queries/message-facts.ts'
import { isWebAddress } from '#flows/content/links.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import { validLocale } from '#flows/content/liquid-filters.ts'
import type { RenderedPush } from '#flows/content/render-push.ts'
import { smsParts } from '#flows/content/sms-parts.ts'
import { isMessageNode, type MessageNode } from '#flows/graph/message-node.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { emptyVariables } from './empty-variables.ts'
import {
  compileNode,
  type RenderedMessage,
  readingOf,
  renderMessage,
  scopeOf,
  shownContent,
} from './message-content.ts'
import type { PreviewMessage } from './preview-input.ts'
import { previewPerson } from './preview-person.ts'

/** Something about a preview that its author should know. */
export interface PreviewWarning {
  code: 'empty_variable' | 'sample_event' | 'several_parts' | 'no_provider'
  message: string
  path?: string
}

/** What a notification has besides its texts. */
export interface PushPictures {
  url: string
  icon: string | null
  image: string | null
}

/** A message as a person would get it; only e-mail has HTML, and a notification's title is its subject. */
export interface MessagePreview {
  channel: MessageChannel
  subject: string
  preheader: string
  html: string
  text: string
  from: string
  warnings: PreviewWarning[]
  push?: PushPictures
}

interface Previewed {
  node: MessageNode
  rendered: RenderedMessage
  warnings: PreviewWarning[]
  from: string
}

/** Renders one message step of a draft. Nothing is sent or stored. Throws `invalid` where the template can't be rendered. */
export async function previewMessage({
  ctx,
  input,
}: {
  ctx: Ctx
  input: PreviewMessage
}): Promise<MessagePreview> {
  requirePermission(ctx, 'read')
  const { rendered, warnings, from } = await renderDraft(ctx, input)
  const { channel } = rendered
  const { subject, html, text } = shownContent(rendered)
  return {
    channel,
    subject: subject ?? '',
    preheader: rendered.channel === 'email' ? rendered.preheader : '',
    html: html ?? '',
    text,
    from,
    warnings,
    ...(rendered.channel === 'push' ? { push: pictures(rendered) } : {}),
  }
}

const pictures = ({ url, icon, image }: RenderedPush): PushPictures => ({
  url,
  icon: isWebAddress(icon) ? icon : null,
  image: isWebAddress(image) ? image : null,
})

/** A draft's message for its person, before links are settled. Throws `invalid` where it can't be rendered. */
export async function renderDraft(ctx: Ctx, input: PreviewMessage): Promise<Previewed> {
  const node = input.graph.nodes.find(({ id }) => id === input.node)
  if (!isMessageNode(node)) {
    throw invalid('/node', 'unknown_node', 'must be the id of a message step of the graph')
  }
  const [workspaces, connections, { profile, event, sampleEvent }] = await Promise.all([
    workspaceFacts(ctx.sql, [ctx.workspaceId]),
    standingConnections(ctx.sql, [ctx.workspaceId]),
    previewPerson(ctx, input),
  ])
  const workspace = workspaces.get(ctx.workspaceId)
  if (!workspace) throw new AppError('not_found', 'This workspace is gone.')
  const locale = validLocale(input.locale) ?? workspace.locale
  const person = {
    profile,
    event,
    answers: {},
    run: { id: '', key: null, startedAt: ctx.now.getTime() },
    flow: { id: '', name: input.graph.name },
    workspace: { ...workspace, locale },
    unsubscribeUrl: '#',
  }
  const scope = scopeOf(person)
  const utm = input.graph.settings.utm
  const rendered = await render({ node, utm }, scope, readingOf(person, ctx.now), locale)
  const connection = connections.find(({ channel }) => channel === node.kind)
  const standing = String(connection?.settings.from ?? '')
  const own =
    rendered.channel === 'email' ? [rendered.fromName, rendered.fromEmail && `<${rendered.fromEmail}>`] : []
  const from = own.filter(Boolean).join(' ') || standing
  const warnings = warningsOf({
    node,
    scope,
    rendered,
    sampleEvent,
    connected: connection !== undefined,
    locale,
  })
  return { node, rendered, warnings, from }
}

async function render(
  step: Parameters<typeof renderMessage>[1],
  scope: Parameters<typeof renderMessage>[2],
  reading: Parameters<typeof renderMessage>[3],
  lang: string,
): Promise<RenderedMessage> {
  try {
    return renderMessage(await compileNode(step.node, lang), step, scope, reading)
  } catch (error) {
    if (error instanceof TemplateError) throw invalid('/graph', 'liquid_invalid', error.message)
    throw error
  }
}

const WORDS = {
  en: {
    empty_variable: 'has no value here, and no default',
    sample_event: 'No event of this name has come in yet: the values are made up.',
    several_parts: 'This SMS takes several parts',
    no_provider: 'No provider is connected: the message would wait in the outbox.',
  },
  tr: {
    empty_variable: 'burada boş ve varsayılanı yok',
    sample_event: 'Bu adla henüz bir olay gelmedi: değerler örnektir.',
    several_parts: 'Bu SMS birden çok parça tutuyor',
    no_provider: 'Sağlayıcı bağlı değil: mesaj giden kutusunda bekler.',
  },
} as const

interface Warned {
  node: MessageNode
  scope: Parameters<typeof renderMessage>[2]
  rendered: RenderedMessage
  sampleEvent: boolean
  connected: boolean
  locale: string
}

function warningsOf({ node, scope, rendered, sampleEvent, connected, locale }: Warned): PreviewWarning[] {
  const words = WORDS[locale.startsWith('tr') ? 'tr' : 'en']
  const texts = node.kind === 'sms' ? [node.config.text] : stringsOf(node.config)
  const warnings: PreviewWarning[] = emptyVariables(texts, scope).map((path) => ({
    code: 'empty_variable',
    path,
    message: `${path} ${words.empty_variable}`,
  }))
  if (rendered.channel === 'sms') {
    const { parts } = smsParts(rendered.text)
    if (parts > 1) warnings.push({ code: 'several_parts', message: `${words.several_parts}: ${parts}` })
  }
  if (sampleEvent) warnings.push({ code: 'sample_event', message: words.sample_event })
  if (!connected) warnings.push({ code: 'no_provider', message: words.no_provider })
  return warnings
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsOf) : []
}

function invalid(pointer: string, code: string, message: string): AppError {
  return new AppError('invalid', 'The message can not be shown.', [{ pointer, code, message }])
}

import mjml from 'mjml'
import type { Block } from './blocks.ts'
import { emailMarkup, emailText } from './email-markup.ts'
import {
  type ParsedTemplate,
  parseTemplate,
  type Reading,
  renderTemplate,
  type TemplateScope,
} from './liquid.ts'
import { ProtectedLiquid } from './protect-liquid.ts'

type Mjml = (
  markup: string,
  options: { fonts: Record<string, string>; validationLevel: 'skip'; keepComments: boolean },
) => Promise<{ html: string }>

/** What an e-mail is made from; all strings are Liquid. */
export interface EmailContent {
  subject: string
  preheader?: string | undefined
  blocks: readonly Block[]
  messageKind: 'marketing' | 'transactional'
}

/** An e-mail whose markup was made once; rendering it for a person only fills in the values. */
export interface CompiledEmail {
  subject: ParsedTemplate
  preheader: ParsedTemplate
  html: ParsedTemplate
  text: ParsedTemplate
}

/** An e-mail for one person. `text` still holds marked link targets: `trackLinks` resolves them. */
export interface RenderedEmail {
  subject: string
  preheader: string
  html: string
  text: string
}

/** Makes the HTML and the plain text of an e-mail with Liquid intact. `lang` is its language, BCP 47. Throws TemplateError. */
export async function compileEmail(content: EmailContent, lang: string): Promise<CompiledEmail> {
  const blocks = withFooter(content, lang)
  const liquid = new ProtectedLiquid()
  const frame = { title: content.subject, preheader: content.preheader ?? '', lang }
  const { html } = await toHtml(emailMarkup(blocks, frame, liquid), {
    fonts: {},
    validationLevel: 'skip',
    keepComments: false,
  })
  return {
    subject: parseTemplate(content.subject, 'text'),
    preheader: parseTemplate(content.preheader ?? '', 'text'),
    html: parseTemplate(tidy(liquid.restore(html)), 'html'),
    text: parseTemplate(liquid.restore(emailText(blocks, liquid)), 'text'),
  }
}

/** Fills in one person's values. Throws TemplateError. */
export function renderEmail(compiled: CompiledEmail, scope: TemplateScope, reading: Reading): RenderedEmail {
  const line = (template: ParsedTemplate) =>
    renderTemplate(template, scope, reading).replace(/\s+/g, ' ').trim()
  return {
    subject: line(compiled.subject),
    preheader: line(compiled.preheader),
    html: renderTemplate(compiled.html, scope, reading),
    text: renderTemplate(compiled.text, scope, reading)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  }
}

/** Whether a body already offers the way out. */
export function hasUnsubscribe(blocks: readonly Block[]): boolean {
  return /links\.(unsubscribe|preferences)/.test(JSON.stringify(blocks))
}

const FOOTER: Record<'tr' | 'en', string> = {
  tr: 'Bu e-postayı {{ workspace.name }} gönderdi. Artık almak istemiyorsanız [abonelikten çıkabilirsiniz]({{ links.unsubscribe }}).',
  en: 'Sent by {{ workspace.name }}. If you no longer want these e-mails, [unsubscribe here]({{ links.unsubscribe }}).',
}

function withFooter({ blocks, messageKind }: EmailContent, lang: string): readonly Block[] {
  if (messageKind === 'transactional' || hasUnsubscribe(blocks)) return blocks
  return [...blocks, { kind: 'footer', text: FOOTER[lang.startsWith('tr') ? 'tr' : 'en'] }]
}

const toHtml = ((mjml as unknown as { default?: unknown }).default ?? mjml) as Mjml

/** Leading spaces of the generated markup only make the message longer. */
function tidy(html: string): string {
  return html.replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n')
}

import type { NodeConfig } from '../graph/flow.ts'
import {
  type ParsedTemplate,
  parseTemplate,
  type Reading,
  renderTemplate,
  type TemplateScope,
} from './liquid.ts'

/** A push step's templates, ready to be filled in for many people. */
export type CompiledPush = Record<'title' | 'body' | 'url' | 'icon' | 'image', ParsedTemplate>

/** A notification for one person; an absent picture is an empty text. */
export type RenderedPush = Record<keyof CompiledPush, string>

/** Parses a push step's texts; throws TemplateError. */
export function compilePush(config: NodeConfig<'push'>): CompiledPush {
  const { title, body, url, icon = '', image = '' } = config
  const of = (text: string) => parseTemplate(text, 'text')
  return { title: of(title), body: of(body), url: of(url), icon: of(icon), image: of(image) }
}

/** Fills a notification in for one person. Throws TemplateError. */
export function renderPush(compiled: CompiledPush, scope: TemplateScope, reading: Reading): RenderedPush {
  const of = (field: keyof CompiledPush) => renderTemplate(compiled[field], scope, reading).trim()
  const line = (field: keyof CompiledPush) => of(field).replace(/\s+/g, ' ')
  return { title: line('title'), body: of('body'), url: of('url'), icon: of('icon'), image: of('image') }
}

import type { NodeConfig, TemplateParameter } from '../graph/flow.ts'
import {
  type ParsedTemplate,
  parseTemplate,
  type Reading,
  renderTemplate,
  type TemplateScope,
} from './liquid.ts'

/** A WhatsApp step's parameters, ready to be filled in for many people. */
export interface CompiledWhatsapp {
  template: NodeConfig<'whatsapp'>['template']
  parameters: (Omit<TemplateParameter, 'value'> & { value: ParsedTemplate })[]
}

/** A template message for one person. */
export interface RenderedWhatsapp {
  template: { name: string; language: string }
  parameters: TemplateParameter[]
  /** As the person reads it, as far as the template's wording is known. */
  text: string
}

/** Parses a WhatsApp step's parameters; throws TemplateError. */
export function compileWhatsapp({ template, parameters }: NodeConfig<'whatsapp'>): CompiledWhatsapp {
  return {
    template,
    parameters: parameters.map(({ value, ...one }) => ({ ...one, value: parseTemplate(value, 'text') })),
  }
}

/** Fills a template in for one person; a parameter may hold neither line breaks nor wide gaps. Throws TemplateError. */
export function renderWhatsapp(
  { template, parameters: compiled }: CompiledWhatsapp,
  scope: TemplateScope,
  reading: Reading,
): RenderedWhatsapp {
  const parameters = compiled.map(({ value, ...one }) => ({
    ...one,
    value: renderTemplate(value, scope, reading).replace(/\s+/g, ' ').trim(),
  }))
  const { name, language } = template
  return { template: { name, language }, parameters, text: wordingOf(template, parameters) }
}

function wordingOf(
  { name, header = '', body = '', footer = '' }: CompiledWhatsapp['template'],
  parameters: readonly TemplateParameter[],
): string {
  if (body === '') return [name, ...parameters.map(({ value }) => value)].join('\n')
  const filled = (place: TemplateParameter['in'], text: string) =>
    text.replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (whole, of: string) => parameters.find((one) => one.in === place && one.name === of)?.value ?? whole,
    )
  return [filled('header', header), filled('body', body), footer].filter((part) => part !== '').join('\n\n')
}

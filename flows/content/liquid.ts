import { Context, type Emitter, Liquid, type LiquidError, Output, type Template } from 'liquidjs'
import { CONTENT_FILTERS, contentFilters } from './liquid-filters.ts'

/** Longest template a person may write into one field, in characters. */
export const TEMPLATE_LIMIT = 100_000
const COMPILED_LIMIT = 4_000_000
const MEMORY_LIMIT = 4_000_000
const RENDER_MS = 1_000
const LOADING_TAGS = ['include', 'render', 'layout', 'block'] as const

/** How values are written: language and currency of the reader, zone of the dates, and what `now` means. */
export interface Reading {
  /** BCP 47. */
  locale: string
  /** ISO 4217; used where an amount names none. */
  currency: string
  /** IANA time zone. */
  zone: string
  /** Milliseconds since 1970. */
  now: number
  /** A variable without a value that is written out throws MissingVariable instead of leaving a gap. */
  strict?: boolean
}

/** What templates see. Plain JSON: nothing with a prototype is reachable. */
export type TemplateScope = Record<string, unknown>

/** A template that was parsed, ready to be rendered for many people. */
export interface ParsedTemplate {
  readonly output: 'html' | 'text'
  readonly nodes: Template[]
}

/** One finding in a template: what is wrong and where. */
export interface LiquidProblem {
  message: string
  line: number
  column: number
}

/** A template that can't be parsed or rendered within its bounds; the message is for the person who wrote it. */
export class TemplateError extends Error {
  readonly line: number
  readonly column: number

  constructor({ message, line, column }: LiquidProblem) {
    super(message)
    this.name = 'TemplateError'
    this.line = line
    this.column = column
  }
}

/** A variable that a strict template writes out has no value, and nothing stands in for it. */
export class MissingVariable extends TemplateError {
  readonly variable: string

  constructor(variable: string, at: Pick<LiquidProblem, 'line' | 'column'>) {
    super({ message: `${variable} has no value here, and no default.`, ...at })
    this.variable = variable
  }
}

/** Parses a template. `html` escapes every value it writes; throws TemplateError. */
export function parseTemplate(text: string, output: 'html' | 'text'): ParsedTemplate {
  try {
    return { output, nodes: ENGINES[output].parse(text) }
  } catch (error) {
    throw templateError(error)
  }
}

/** Renders a parsed template, bounded in time, memory and output; throws TemplateError. */
export function renderTemplate(template: ParsedTemplate, scope: TemplateScope, reading: Reading): string {
  const engine = ENGINES[template.output]
  const context = new Context(
    scope,
    { ...engine.options, locale: reading.locale, timezoneOffset: reading.zone },
    { sync: true, globals: { akis_reading: reading } },
    { liquid: engine },
  )
  try {
    return String(engine.renderSync(template.nodes, context as unknown as object))
  } catch (error) {
    throw templateError(error)
  }
}

/** Parses and renders in one go, for short fields. */
export function renderText(text: string, scope: TemplateScope, reading: Reading): string {
  return text.includes('{') ? renderTemplate(parseTemplate(text, 'text'), scope, reading) : text
}

/** Syntax errors of one field: unclosed tags, unknown filters and tags, too long. Empty when it is fine. */
export function liquidProblems(text: string): LiquidProblem[] {
  if (text.length > TEMPLATE_LIMIT) {
    return [{ message: `The text is longer than ${TEMPLATE_LIMIT} characters.`, line: 1, column: 1 }]
  }
  if (!text.includes('{')) return []
  try {
    ENGINES.html.parse(text)
    return []
  } catch (error) {
    const { message, line, column } = templateError(error)
    return [{ message, line, column }]
  }
}

/** Charges everything that is written against the render's memory, so that no capture or loop grows without bound. */
class BoundedEmitter implements Emitter {
  buffer = ''
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  write(value: unknown): void {
    const text = asText(value)
    this.#context.memoryLimit.use(text.length)
    this.buffer += text
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(asText).join('')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Makes text safe inside HTML, in an element or in a quoted attribute. */
export function escapeHtml(value: unknown): string {
  return asText(value).replace(/[&<>"']/g, (character) => ESCAPES[character] as string)
}

function engineFor(output: 'html' | 'text'): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    dynamicPartials: false,
    relativeReference: false,
    templates: {},
    parseLimit: COMPILED_LIMIT,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_LIMIT,
    ...(output === 'html' ? { outputEscape: escapeHtml } : {}),
  })
  for (const tag of LOADING_TAGS) delete engine.tags[tag]
  const own = contentFilters(engine.filters, output, escapeHtml)
  for (const name of Object.keys(engine.filters)) {
    if (!CONTENT_FILTERS.has(name)) delete engine.filters[name]
  }
  for (const [name, filter] of Object.entries(own)) engine.registerFilter(name, filter)
  const write = engine.renderer.renderTemplates.bind(engine.renderer)
  engine.renderer.renderTemplates = (nodes, context, emitter = new BoundedEmitter(context)) =>
    (context.globals as { akis_reading?: Reading }).akis_reading?.strict
      ? writeStrictly(write, nodes, context, emitter)
      : write(nodes, context, emitter)
  return engine
}

type Write = Liquid['renderer']['renderTemplates']

/** Writes one node after the other; what is written out must be something, and begin with something unless it has a default. */
function* writeStrictly(
  write: Write,
  nodes: Template[],
  context: Context,
  emitter: Emitter,
): ReturnType<Write> {
  for (const node of nodes) {
    const before = textOf(emitter).length
    if (node instanceof Output && !node.value.filters.some(({ name }) => name === 'default')) {
      const first = yield node.value.initial.evaluate(context, true)
      if (first === undefined || first === null || first === '') throw missing(node)
    }
    yield write([node], context, emitter)
    if (node instanceof Output && textOf(emitter).length === before) throw missing(node)
    if (context.breakCalled || context.continueCalled) break
  }
  return textOf(emitter)
}

const textOf = (emitter: Emitter) => String((emitter as BoundedEmitter).buffer)

function missing({ token }: Output): MissingVariable {
  const text = token.getText().replace(/^\{\{-?|-?\}\}$/g, '')
  const [line = 1, column = 1] = token.getPosition()
  return new MissingVariable(/[\p{L}_][\p{L}\p{N}_.-]*/u.exec(text)?.[0] ?? text.trim(), { line, column })
}

const ENGINES = { html: engineFor('html'), text: engineFor('text') }

function templateError(error: unknown): TemplateError {
  if (error instanceof TemplateError) return error
  const { originalError } = error as { originalError?: unknown }
  if (originalError instanceof TemplateError) return originalError
  const { token } = error as LiquidError & { token?: { getPosition?: () => number[] } }
  const [line = 1, column = 1] = token?.getPosition?.() ?? []
  const message = error instanceof Error ? error.message : String(error)
  return new TemplateError({
    message: message.replace(/, (file:.*?, )?line:\d+, col:\d+$/, ''),
    line,
    column,
  })
}

import { z } from 'zod'
import type { TemplateParameter } from '#flows/graph/flow.ts'
import type { GuardedAnswer } from './guarded-fetch.ts'
import { jsonAnswer } from './json-answer.ts'
import { graphError } from './whatsapp-errors.ts'

const PAGE_SIZE = 100
const MOST_PAGES = 20
const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g

/** A template as whoever fills it in needs it. */
export interface WhatsappTemplate {
  name: string
  language: string
  category: string
  header: string | null
  body: string
  footer: string | null
  variables: (Pick<TemplateParameter, 'in' | 'name'> & { example: string | null })[]
}

const Named = z.array(z.object({ param_name: z.string(), example: z.string() }))
const Component = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(z.object({ type: z.string(), url: z.string().optional() })).optional(),
  example: z
    .object({
      header_text: z.array(z.string()).optional(),
      header_text_named_params: Named.optional(),
      body_text: z.array(z.array(z.string())).optional(),
      body_text_named_params: Named.optional(),
    })
    .optional(),
})
type Component = z.infer<typeof Component>
const Template = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string().default(''),
  components: z.array(Component).default([]),
})

/** All approved templates of an account, by name. Throws with the provider's words. */
export async function listTemplates(
  ask: (query: URLSearchParams) => Promise<GuardedAnswer>,
): Promise<WhatsappTemplate[]> {
  const found: WhatsappTemplate[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({
      status: 'APPROVED',
      fields: 'name,language,category,components',
      limit: String(PAGE_SIZE),
      ...(after === null ? {} : { after }),
    })
    const answer = await ask(query)
    if (answer.status !== 200 || answer.truncated) throw new Error(graphError(answer).message)
    const { data, paging } = jsonAnswer(answer) as {
      data?: unknown
      paging?: { next?: unknown; cursors?: { after?: unknown } }
    }
    if (!Array.isArray(data)) throw new Error('The list of templates has no templates.')
    for (const one of data) {
      const read = Template.safeParse(one)
      if (read.success) found.push(templateOf(read.data))
    }
    const next = paging?.cursors?.after
    if (paging?.next === undefined || typeof next !== 'string') break
    after = next
  }
  return found.sort((a, b) => a.name.localeCompare(b.name) || a.language.localeCompare(b.language))
}

function templateOf({ name, language, category, components }: z.infer<typeof Template>): WhatsappTemplate {
  const of = (type: string) => components.find((one) => one.type.toUpperCase() === type)
  const [header, body] = [of('HEADER'), of('BODY')]
  return {
    name,
    language,
    category,
    header: header?.text ?? null,
    body: body?.text ?? '',
    footer: of('FOOTER')?.text ?? null,
    variables: [...headerVariables(header), ...bodyVariables(body), ...buttonVariables(of('BUTTONS'))],
  }
}

function headerVariables(header: Component | undefined): WhatsappTemplate['variables'] {
  const media = header?.format?.toLowerCase()
  if (media === 'image' || media === 'video' || media === 'document')
    return [{ in: 'header', name: media, example: null }]
  const { header_text: listed = [], header_text_named_params: named = [] } = header?.example ?? {}
  return variablesIn('header', header?.text, listed, named)
}

function bodyVariables(body: Component | undefined): WhatsappTemplate['variables'] {
  const { body_text: [listed = []] = [], body_text_named_params: named = [] } = body?.example ?? {}
  return variablesIn('body', body?.text, listed, named)
}

/** A button whose address ends in a variable; others need nothing. */
function buttonVariables(component: Component | undefined): WhatsappTemplate['variables'] {
  return (component?.buttons ?? []).flatMap(({ type, url = '' }, index) =>
    type.toUpperCase() === 'URL' && url.includes('{{')
      ? [{ in: 'button' as const, name: String(index), example: url.replace(VARIABLE, '…') }]
      : [],
  )
}

function variablesIn(
  place: 'header' | 'body',
  text = '',
  listed: readonly string[],
  named: z.infer<typeof Named>,
): WhatsappTemplate['variables'] {
  const names = [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name as string))]
  const numbered = names.every((name) => /^\d+$/.test(name))
  if (numbered) names.sort((a, b) => Number(a) - Number(b))
  return names.map((name, index) => ({
    in: place,
    name,
    example: (numbered ? listed[index] : named.find((one) => one.param_name === name)?.example) ?? null,
  }))
}

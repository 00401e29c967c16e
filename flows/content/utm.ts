import { z } from 'zod'

const Value = z.string().max(200)

/** What a flow's links say about where a visitor comes from, in Liquid. What renders to nothing is not added. */
export const Utm = z.object({
  source: Value,
  medium: Value,
  campaign: Value,
  content: Value.optional(),
  term: Value.optional(),
})
export type Utm = z.infer<typeof Utm>

export const UTM_NAMES = [
  'source',
  'medium',
  'campaign',
  'content',
  'term',
] as const satisfies readonly (keyof Utm)[]

/** What the form begins with. `message.channel` is `email`, `sms` or `push`; `message.id` the step's. */
export const USUAL_UTM: Utm = {
  source: 'akis',
  medium: '{{ message.channel }}',
  campaign: '{{ flow.name }}',
}

/** Values by name, rendered. */
export type UtmValues = Partial<Record<keyof Utm, string>>

/**
 * Adds `utm_…` parameters to a web address. Parameters that it has already, in whatever case, stay as they are, letter by letter, and win; its fragment
 * stays at the end. Adding twice is adding once.
 */
export function withUtm(target: string, values: UtmValues): string {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(target) ?? []
  const has = new Set((query ?? '').split('&').map((part) => decoded(part.split('=')[0] ?? '').toLowerCase()))
  const added = UTM_NAMES.flatMap((name) => {
    const value = values[name]?.trim() ?? ''
    const parameter = `utm_${name}`
    return value === '' || has.has(parameter)
      ? []
      : [`${parameter}=${encodeURIComponent(value.toWellFormed())}`]
  })
  if (added.length === 0) return target
  return `${address}?${[...(query ? [query] : []), ...added].join('&')}${fragment}`
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

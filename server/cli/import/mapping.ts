/** Which column feeds which field: `target=column` pairs. */
export interface Mapping {
  /** Fields of the event itself, by target. */
  fields: Partial<Record<Field, string>>
  /** Fields and properties of the profile, by name. */
  profile: Record<string, string>
  /** Properties of the event, by name; columns that the map doesn't name are added under their own names. */
  properties: Record<string, string>
}

const FIELDS = ['event', 'id', 'time', 'value', 'currency', 'order_id', 'is_return'] as const
export type Field = (typeof FIELDS)[number]

const IDENTIFIERS = ['external_id', 'email', 'phone', 'anonymous_id']
const PROFILE = [...IDENTIFIERS, 'first_name', 'last_name', 'time_zone', 'locale']
const PROFILE_PREFIX = 'profile.'

/** What the map can't mean, for the person who wrote it. */
export class MappingError extends Error {
  override name = 'MappingError'
}

/**
 * Reads `external_id=customer_id,time=time,…` against the columns of a file. Targets are the fields of an event and of
 * a profile; `profile.<name>` is a property of the profile, every other name a property of the event.
 * Throws `MappingError` when a column doesn't exist, a target comes twice, or a needed one is missing.
 */
export function readMapping(text: string, columns: readonly string[], kind: 'orders' | 'events'): Mapping {
  const mapping: Mapping = { fields: {}, profile: {}, properties: {} }
  const targets = new Set<string>()
  const used = new Set<string>()
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const cut = pair.indexOf('=')
    const target = pair.slice(0, cut).trim()
    const column = pair.slice(cut + 1).trim()
    if (cut < 1 || target === '' || column === '') {
      throw new MappingError(`"${pair.trim()}" in --map is not target=column.`)
    }
    if (!columns.includes(column)) {
      throw new MappingError(
        `The file has no column "${column}" (--map ${target}=…). It has: ${columns.join(', ')}.`,
      )
    }
    if (targets.has(target)) throw new MappingError(`"${target}" comes twice in --map.`)
    targets.add(target)
    used.add(column)
    place(mapping, target, column)
  }
  for (const column of columns) {
    if (!used.has(column) && column !== '' && !Object.hasOwn(mapping.properties, column)) {
      mapping.properties[column] = column
    }
  }
  demand(mapping, kind)
  return mapping
}

function place(mapping: Mapping, target: string, column: string): void {
  const field = FIELDS.find((name) => name === target)
  if (field) mapping.fields[field] = column
  else if (PROFILE.includes(target)) mapping.profile[target] = column
  else if (target.startsWith(PROFILE_PREFIX)) mapping.profile[target.slice(PROFILE_PREFIX.length)] = column
  else mapping.properties[target] = column
}

function demand({ fields, profile }: Mapping, kind: 'orders' | 'events'): void {
  if (!IDENTIFIERS.some((name) => Object.hasOwn(profile, name))) {
    throw new MappingError(
      `--map has to say who it was: one of ${IDENTIFIERS.join(', ')} (external_id=<column>).`,
    )
  }
  if (!fields.time) throw new MappingError('--map has to say when it was: time=<column>.')
  if (kind === 'orders' && !fields.value)
    throw new MappingError('--map has to say the amount: value=<column>.')
  if (kind === 'events' && !fields.event)
    throw new MappingError('--map has to say what it was: event=<column>.')
}

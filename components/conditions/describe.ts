import type {
  Aggregate,
  Condition,
  ConsentCondition,
  EngagementCondition,
  EventCondition,
  EventPattern,
  MessageCondition,
  PropertyCondition,
  SequenceCondition,
  Within,
} from '#flows/conditions/condition.ts'
import { groupOf, type Leaf } from '#flows/conditions/problems.ts'
import type { Duration } from '#flows/schedule/duration.ts'

/** What an id in a condition or a step may stand for. */
export type Named = 'list' | 'segment' | 'flow' | 'message'

/** What sentences are made with: the translations of `conditions`, and the reader's language. */
export interface Words {
  t: ((key: string, values?: Record<string, string | number>) => string) & { has: (key: string) => boolean }
  locale: string
  /** Names by id, as far as they are known. */
  names?: Partial<Record<Named, ReadonlyMap<string, string>>>
}

/** The name of what has this id; the id itself (which may be a name) where none is known. */
export const nameIn = ({ names }: Words, what: Named, id: string): string => names?.[what]?.get(id) ?? id

/** A condition as a sentence in the reader's language: "value > 1,000 and city is İzmir". */
export function describeCondition(condition: Condition, words: Words, key: string | null = null): string {
  return sentence(condition, words, key, false)
}

function sentence(condition: Condition, words: Words, key: string | null, inner: boolean): string {
  const group = groupOf(condition)
  if (group === null) return leafText(condition as Leaf, words, key)
  if (group.members.length === 0) return words.t('describe.nothing')
  const parts = group.members.map((member) => sentence(member, words, key, true))
  if (group.name === 'none') return words.t('describe.none', { list: parts.join(words.t('describe.or')) })
  const joined = parts.join(words.t(group.name === 'all' ? 'describe.and' : 'describe.or'))
  return inner && parts.length > 1 ? `(${joined})` : joined
}

function leafText(leaf: Leaf, words: Words, key: string | null): string {
  const { t } = words
  switch (leaf.kind) {
    case 'property':
      return property(leaf, words)
    case 'event':
      return leaf.aggregate ? aggregated(leaf, leaf.aggregate, words, key) : eventCount(leaf, words, key)
    case 'sequence':
      return sequence(leaf, words)
    case 'engagement':
      return engagement(leaf, words)
    case 'in_flow':
      return t(`describe.inFlow.${leaf.op}`, { flow: nameIn(words, 'flow', leaf.flow) || '…' })
    case 'list':
      return t(`describe.list.${leaf.op}`, { list: nameIn(words, 'list', leaf.list) || '…' })
    case 'segment':
      return t(`describe.segment.${leaf.op}`, { segment: nameIn(words, 'segment', leaf.segment) || '…' })
    case 'consent':
      return consent(leaf, words)
    case 'message':
      return message(leaf, words)
    case 'random':
      return t('describe.random', {
        percent: new Intl.NumberFormat(words.locale, { style: 'percent', maximumFractionDigits: 2 }).format(
          leaf.percent / 100,
        ),
      })
  }
}

function consent({ channel, messageKind, status }: ConsentCondition, { t }: Words): string {
  return t(`describe.consent.${status}`, {
    channel: t(`describe.channels.${channel}`),
    kind: t(`describe.kinds.${messageKind}`),
  })
}

function message({ node, did, count }: MessageCondition, words: Words): string {
  const what =
    node === undefined
      ? words.t('describe.anyMessage')
      : words.t('describe.theMessage', { message: nameIn(words, 'message', node) })
  const { op, value } = count
  if (value === 0 && (op === 'eq' || op === 'lte')) return words.t(`describe.message.${did}.not`, { what })
  if ((op === 'gt' && value === 0) || (op === 'gte' && value === 1)) {
    return words.t(`describe.message.${did}.did`, { what })
  }
  return words.t(`describe.message.${did}.times`, {
    what,
    times: words.t(`describe.times.${op}`, { n: value }),
  })
}

function property({ of, path, op, value }: PropertyCondition, words: Words): string {
  const known = of === 'traits' && typeof value === 'string' ? `values.${value}` : ''
  const said = known !== '' && words.t.has(known) ? words.t(known) : valueText(value, words)
  return words.t(`describe.ops.${op}`, { path: pathName(path, words), value: said })
}

function aggregated(
  { event, within, where }: EventCondition,
  { fn, of, op, value }: Aggregate,
  words: Words,
  key: string | null,
): string {
  const extra = where ? words.t('describe.where', { condition: describeCondition(where, words, key) }) : ''
  const path = words.t(`describe.aggregates.${fn}`, {
    path: pathName(of, words),
    event,
    extra,
    span: withinText(within, words),
  })
  return words.t(`describe.ops.${op}`, { path, value: valueText(value, words) })
}

function sequence({ first, next, did, within, during }: SequenceCondition, words: Words): string {
  const named = ({ event, where }: EventPattern) =>
    `${event || '…'}${where ? words.t('describe.where', { condition: describeCondition(where, words) }) : ''}`
  return words.t(`describe.sequence.${did ? 'did' : 'not'}`, {
    first: named(first),
    next: named(next),
    duration: durationText(within, words.locale),
    span: withinText(during, words),
  })
}

function engagement({ did, channel, flow, within, count }: EngagementCondition, words: Words): string {
  const { t } = words
  const what = channel
    ? t('describe.channelMessages', { channel: t(`describe.channels.${channel}`) })
    : t('describe.messages')
  const of = flow ? t('describe.ofFlow', { flow: nameIn(words, 'flow', flow) }) : ''
  const never = count.value === 0 && (count.op === 'eq' || count.op === 'lte')
  const once = (count.op === 'gte' && count.value === 1) || (count.op === 'gt' && count.value === 0)
  return t(`describe.engagement.${did}.${never ? 'not' : once ? 'did' : 'times'}`, {
    what,
    of,
    span: withinText(within, words),
    times: t(`describe.times.${count.op}`, { n: count.value }),
  })
}

function eventCount(condition: EventCondition, words: Words, key: string | null): string {
  const { event, within, where, sameKey } = condition
  const count = condition.count ?? { op: 'gte', value: 1 }
  const span = withinText(within, words)
  const what = sameKey ? words.t('describe.sameKey', { event, of: keyText(key, words) }) : event
  const extra = where ? words.t('describe.where', { condition: describeCondition(where, words, key) }) : ''
  const values = { event: what, span, n: count.value, extra }
  if (count.value === 0 && (count.op === 'eq' || count.op === 'lte')) return words.t('describe.never', values)
  if ((count.op === 'gt' && count.value === 0) || (count.op === 'gte' && count.value === 1)) {
    return words.t('describe.atLeastOnce', values)
  }
  return words.t(`describe.counts.${count.op}`, values)
}

/** A property path in words: its known name, else the path with spaces. */
export function pathName(path: string, words: Words): string {
  const known = `paths.${path.replaceAll('.', '_')}`
  return words.t.has(known) ? words.t(known) : path.replaceAll('_', ' ')
}

/** Which one is meant by "this cart": the noun of the key's path. */
export function keyText(key: string | null, words: Words): string {
  if (key === null) return words.t('describe.keys.none')
  const known = `describe.keys.${key.replaceAll('.', '_')}`
  return words.t.has(known) ? words.t(known) : words.t('describe.keys.other', { key })
}

function withinText(within: Within | undefined, words: Words): string {
  if (within === undefined) return words.t('describe.within.ever')
  if ('since' in within) return words.t('describe.within.run')
  if ('last' in within)
    return words.t('describe.within.last', { duration: durationText(within.last, words.locale) })
  const date = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium' })
  if ('before' in within) {
    return words.t('describe.within.before', { date: date.format(new Date(within.before)) })
  }
  const [from, to] = within.between
  return words.t('describe.within.between', {
    from: date.format(new Date(from)),
    to: date.format(new Date(to)),
  })
}

function valueText(value: unknown, words: Words): string {
  if (value === undefined || value === null || value === '') return '…'
  if (typeof value === 'number') return new Intl.NumberFormat(words.locale).format(value)
  if (typeof value === 'boolean') return words.t(value ? 'describe.true' : 'describe.false')
  if (Array.isArray(value)) return value.map((item) => valueText(item, words)).join(', ')
  if (typeof value === 'object' && 'amount' in value && 'unit' in value) {
    return durationText(value as Duration, words.locale)
  }
  return String(value)
}

/** "2 hours", "90 saniye": a length of time in the reader's language. */
export function durationText({ amount, unit }: Duration, locale: string): string {
  const singular = unit.slice(0, -1)
  return new Intl.NumberFormat(locale, { style: 'unit', unit: singular, unitDisplay: 'long' }).format(amount)
}

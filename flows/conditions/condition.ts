import { z } from 'zod'
import { Duration } from '../schedule/duration.ts'

export const OPERATORS = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'in',
  'not_in',
  'eq',
  'neq',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'before',
  'after',
  'in_last',
  'in_next',
  'exists',
  'missing',
] as const
export type Operator = (typeof OPERATORS)[number]

export const COUNT_OPERATORS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'] as const

/** A property path: dotted, at most ten parts deep. */
export const PropertyPath = z
  .string()
  .trim()
  .min(1)
  .max(512)
  .refine((path) => path.split('.').every((part) => part !== '' && part !== '__proto__'), 'invalid_path')

/**
 * What a property condition looks at: the person, the trigger event, the answer of an earlier webhook step, or a computed trait
 * of the person (`TRAITS` names them).
 */
export const PropertyCondition = z.object({
  kind: z.literal('property'),
  of: z.enum(['profile', 'event', 'webhook', 'traits']),
  path: PropertyPath,
  op: z.enum(OPERATORS),
  value: z.json().optional(),
})
export type PropertyCondition = z.infer<typeof PropertyCondition>

const Instant = z.iso.datetime({ offset: true })

/** The span of time an event condition looks at, both ends of `between` in it, `before` not. Absent: all time. */
export const Within = z.union([
  z.object({ since: z.literal('run') }),
  z.object({ last: Duration }),
  z.object({ between: z.tuple([Instant, Instant]) }),
  z.object({ before: Instant }),
])
export type Within = z.infer<typeof Within>
/** A span that means the same outside a run. */
export const Span = z.union([
  z.object({ last: Duration }),
  z.object({ between: z.tuple([Instant, Instant]) }),
  z.object({ before: Instant }),
])
export type Span = z.infer<typeof Span>

/** Whether the person is on a list, by its id or its name. */
export const ListCondition = z.object({
  kind: z.literal('list'),
  list: z.string().trim().max(200),
  op: z.enum(['in', 'not_in']).default('in'),
})
export type ListCondition = z.infer<typeof ListCondition>

/** Whether the person is in a segment, by its id or its name. */
export const SegmentCondition = z.object({
  kind: z.literal('segment'),
  segment: z.string().trim().max(200),
  op: z.enum(['in', 'not_in']).default('in'),
})
export type SegmentCondition = z.infer<typeof SegmentCondition>

export const CONSENT_STATUSES = ['subscribed', 'unsubscribed', 'pending', 'none'] as const

/** The person's standing consent for a channel and kind of message; `none`: nothing was ever said. */
export const ConsentCondition = z.object({
  kind: z.literal('consent'),
  channel: z.enum(['email', 'sms', 'push', 'whatsapp']),
  messageKind: z.enum(['marketing', 'transactional']).default('marketing'),
  status: z.enum(CONSENT_STATUSES),
})
export type ConsentCondition = z.infer<typeof ConsentCondition>

/** What became of a message: `sent` also counts those that were opened or clicked since. */
export const MESSAGE_DEEDS = ['sent', 'opened', 'clicked'] as const

/** What became of this run's messages: of one step, or of all where `node` is absent. */
export const MessageCondition = z.object({
  kind: z.literal('message'),
  node: z.string().max(64).optional(),
  did: z.enum(MESSAGE_DEEDS),
  count: z
    .object({ op: z.enum(COUNT_OPERATORS), value: z.number().int().nonnegative() })
    .default({ op: 'gte', value: 1 }),
})
export type MessageCondition = z.infer<typeof MessageCondition>

/** What a person has been sent and did with it: `received` also counts what was opened or clicked since. */
export const ENGAGEMENT_DEEDS = ['received', 'opened', 'clicked'] as const

/** How many messages a person received, opened or clicked: of a flow by its id, of a channel, or any. */
export const EngagementCondition = z.object({
  kind: z.literal('engagement'),
  did: z.enum(ENGAGEMENT_DEEDS),
  channel: z.enum(['email', 'sms', 'push', 'whatsapp']).optional(),
  flow: z.string().trim().max(200).optional(),
  within: Span.optional(),
  count: z.object({ op: z.enum(COUNT_OPERATORS), value: z.number().int().nonnegative() }),
})
export type EngagementCondition = z.infer<typeof EngagementCondition>

/** Whether the person is inside a flow now, by its id. */
export const InFlowCondition = z.object({
  kind: z.literal('in_flow'),
  flow: z.string().trim().max(200),
  op: z.enum(['in', 'not_in']).default('in'),
})
export type InFlowCondition = z.infer<typeof InFlowCondition>

/** A random share of people, the same ones at every look within a run. */
export const RandomCondition = z.object({ kind: z.literal('random'), percent: z.number().min(0).max(100) })
export type RandomCondition = z.infer<typeof RandomCondition>

/** `first` and `last` by the events' time; numbers alone are summed and compared; `distinct` counts different values. */
export const AGGREGATES = ['sum', 'avg', 'min', 'max', 'first', 'last', 'distinct'] as const

/** One value out of a property of many events. */
export const Aggregate = z.object({
  fn: z.enum(AGGREGATES),
  of: PropertyPath,
  op: z.enum(OPERATORS),
  value: z.json().optional(),
})
export type Aggregate = z.infer<typeof Aggregate>

/**
 * How many events of a name a person has, or one value out of them: exactly one of `count` and `aggregate`. `sameKey` keeps to
 * the run's own cart or order.
 */
export interface EventCondition {
  kind: 'event'
  event: string
  where?: Condition | undefined
  within?: Within | undefined
  sameKey?: boolean | undefined
  count?: { op: (typeof COUNT_OPERATORS)[number]; value: number } | undefined
  aggregate?: Aggregate | undefined
}

/** An event by its name and properties. */
export interface EventPattern {
  event: string
  where?: Condition | undefined
}

/**
 * One event after another: some `first` (within `during`) was followed by a `next` no later than `within` after it. With
 * `did: false`: some `first` was not, and the time for it is over.
 */
export interface SequenceCondition {
  kind: 'sequence'
  first: EventPattern
  next: EventPattern
  did: boolean
  within: Duration
  during?: Span | undefined
}

/** The one condition language of flows, segments and campaigns. Empty `all` and `none` are true, empty `any` is false. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { none: Condition[] }
  | PropertyCondition
  | EventCondition
  | SequenceCondition
  | ListCondition
  | SegmentCondition
  | ConsentCondition
  | MessageCondition
  | EngagementCondition
  | InFlowCondition
  | RandomCondition

const EventName = z.string().trim().min(1).max(128)

export const EventCondition: z.ZodType<EventCondition> = z
  .object({
    kind: z.literal('event'),
    event: EventName,
    where: z.lazy(() => Condition).optional(),
    within: Within.optional(),
    sameKey: z.boolean().optional(),
    count: z.object({ op: z.enum(COUNT_OPERATORS), value: z.number().int().nonnegative() }).optional(),
    aggregate: Aggregate.optional(),
  })
  .refine(({ count, aggregate }) => (count === undefined) !== (aggregate === undefined), {
    path: ['count'],
    error: 'needs either a count or an aggregate',
  })

const EventPattern: z.ZodType<EventPattern> = z.object({
  event: EventName,
  where: z.lazy(() => Condition).optional(),
})

export const SequenceCondition: z.ZodType<SequenceCondition> = z.object({
  kind: z.literal('sequence'),
  first: EventPattern,
  next: EventPattern,
  did: z.boolean(),
  within: Duration,
  during: Span.optional(),
})

const group = () => z.array(z.lazy(() => Condition)).max(50)

export const Condition: z.ZodType<Condition> = z.union([
  z.object({ all: group() }),
  z.object({ any: group() }),
  z.object({ none: group() }),
  PropertyCondition as z.ZodType<PropertyCondition>,
  z.lazy(() => EventCondition),
  z.lazy(() => SequenceCondition),
  ListCondition,
  SegmentCondition,
  ConsentCondition,
  MessageCondition,
  EngagementCondition,
  InFlowCondition,
  RandomCondition,
]) as z.ZodType<Condition>

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

/** What a property condition looks at: the person, the trigger event, or the answer of an earlier webhook step. */
export const PropertyCondition = z.object({
  kind: z.literal('property'),
  of: z.enum(['profile', 'event', 'webhook']),
  path: PropertyPath,
  op: z.enum(OPERATORS),
  value: z.json().optional(),
})
export type PropertyCondition = z.infer<typeof PropertyCondition>

/** The span of time an event condition looks at. Absent: all time. */
export const Within = z.union([
  z.object({ since: z.literal('run') }),
  z.object({ last: Duration }),
  z.object({ between: z.tuple([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true })]) }),
])
export type Within = z.infer<typeof Within>

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

/** A random share of people, the same ones at every look within a run. */
export const RandomCondition = z.object({ kind: z.literal('random'), percent: z.number().min(0).max(100) })
export type RandomCondition = z.infer<typeof RandomCondition>

/** How many events of a name a person has. `sameKey` keeps to the run's own cart or order. */
export interface EventCondition {
  kind: 'event'
  event: string
  where?: Condition | undefined
  within?: Within | undefined
  sameKey?: boolean | undefined
  count: { op: (typeof COUNT_OPERATORS)[number]; value: number }
}

/** The one condition language of flows, segments and campaigns. Empty `all` and `none` are true, empty `any` is false. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { none: Condition[] }
  | PropertyCondition
  | EventCondition
  | ListCondition
  | SegmentCondition
  | ConsentCondition
  | MessageCondition
  | RandomCondition

export const EventCondition: z.ZodType<EventCondition> = z.object({
  kind: z.literal('event'),
  event: z.string().trim().min(1).max(128),
  where: z.lazy(() => Condition).optional(),
  within: Within.optional(),
  sameKey: z.boolean().optional(),
  count: z.object({ op: z.enum(COUNT_OPERATORS), value: z.number().int().nonnegative() }),
})

const group = () => z.array(z.lazy(() => Condition)).max(50)

export const Condition: z.ZodType<Condition> = z.union([
  z.object({ all: group() }),
  z.object({ any: group() }),
  z.object({ none: group() }),
  PropertyCondition as z.ZodType<PropertyCondition>,
  z.lazy(() => EventCondition),
  ListCondition,
  SegmentCondition,
  ConsentCondition,
  MessageCondition,
  RandomCondition,
]) as z.ZodType<Condition>

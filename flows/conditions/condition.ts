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
])

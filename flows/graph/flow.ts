import { z } from 'zod'
import { Condition, PropertyPath } from '../conditions/condition.ts'
import { Blocks } from '../content/blocks.ts'
import { Duration } from '../schedule/duration.ts'

export const FLOW_FORMAT = 'akis.flow/1'
export const TRIGGER_ID = 'trigger'

const EventName = z.string().trim().max(128)

/** An event to wait for, or that ends a run. `sameKey` keeps to the run's own cart or order. */
export const AwaitedEvent = z.object({
  event: EventName,
  sameKey: z.boolean().optional(),
  where: Condition.optional(),
})
export type AwaitedEvent = z.infer<typeof AwaitedEvent>

const MessageStatus = z.enum(['draft', 'manual', 'live'])
const MessageKind = z.enum(['marketing', 'transactional'])

export const DelayConfig = z.object({ for: Duration })
export const WaitConfig = z.object({ for: AwaitedEvent, atMost: Duration })
export const ConditionConfig = z.object({ if: Condition })
export const EmailConfig = z.object({
  status: MessageStatus,
  messageKind: MessageKind,
  subject: z.string().max(1_000),
  preheader: z.string().max(1_000).optional(),
  from: z.object({ name: z.string().max(200).optional(), email: z.string().max(320).optional() }).optional(),
  replyTo: z.string().max(320).optional(),
  blocks: Blocks,
})
export const SmsConfig = z.object({
  status: MessageStatus,
  messageKind: MessageKind,
  text: z.string().max(5_000),
})
export const WebhookConfig = z.object({
  url: z.string().max(4_000),
  headers: z.record(z.string().max(200), z.string().max(4_000)).optional(),
  body: z.string().max(50_000).optional(),
})
export const UpdateProfileConfig = z.object({
  set: z.record(PropertyPath, z.json()),
  unset: z.array(PropertyPath).max(100).optional(),
})
export const ExitConfig = z.object({ reason: z.string().max(200) })

/** The config of each node kind; the one list that everything mapped over kinds is built from. */
export const NODE_CONFIGS = {
  delay: DelayConfig,
  wait: WaitConfig,
  condition: ConditionConfig,
  email: EmailConfig,
  sms: SmsConfig,
  webhook: WebhookConfig,
  update_profile: UpdateProfileConfig,
  exit: ExitConfig,
} as const

export type NodeKind = keyof typeof NODE_CONFIGS
export type NodeConfig<K extends NodeKind> = z.infer<(typeof NODE_CONFIGS)[K]>
export type FlowNode<K extends NodeKind = NodeKind> = {
  [P in K]: { id: string; kind: P; config: NodeConfig<P> }
}[K]

const NodeId = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => id !== TRIGGER_ID, 'reserved_id')

const nodeOf = <K extends NodeKind>(kind: K) =>
  z.object({ id: NodeId, kind: z.literal(kind), config: NODE_CONFIGS[kind] })

export const FlowNode = z.discriminatedUnion('kind', [
  nodeOf('delay'),
  nodeOf('wait'),
  nodeOf('condition'),
  nodeOf('email'),
  nodeOf('sms'),
  nodeOf('webhook'),
  nodeOf('update_profile'),
  nodeOf('exit'),
]) as unknown as z.ZodType<FlowNode>

export const Trigger = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    event: EventName,
    key: PropertyPath.optional(),
    filter: Condition.optional(),
  }),
  z.object({ kind: z.literal('manual') }),
])
export type Trigger = z.infer<typeof Trigger>

/** `branch` is absent where a node has one way out. */
export const Edge = z.object({
  from: z.string().min(1).max(64),
  branch: z.string().min(1).max(64).optional(),
  to: z.string().min(1).max(64),
})
export type Edge = z.infer<typeof Edge>

export const Reentry = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('once') }),
  z.object({ mode: z.literal('after'), every: Duration }),
  z.object({ mode: z.literal('when_idle') }),
  z.object({ mode: z.literal('always') }),
])
export type Reentry = z.infer<typeof Reentry>

export const FlowSettings = z.object({
  reentry: Reentry.default({ mode: 'always' }),
  goal: AwaitedEvent.nullable().default(null),
  profileFilter: Condition.nullable().default(null),
  holdoutPercent: z.number().min(0).max(100).default(0),
  latenessLimit: Duration.default({ amount: 24, unit: 'hours' }),
})
export type FlowSettings = z.infer<typeof FlowSettings>

/** The flow file: the same document in the database, the API, an exported file and on the clipboard. */
export const Flow = z.object({
  format: z.literal(FLOW_FORMAT),
  name: z.string().trim().min(1).max(200),
  settings: FlowSettings.default(() => FlowSettings.parse({})),
  trigger: Trigger.nullable().default(null),
  nodes: z.array(FlowNode).max(1_000).default([]),
  edges: z.array(Edge).max(4_000).default([]),
  layout: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).default({}),
})
export type Flow = z.infer<typeof Flow>

/** A flow with nothing in it yet. */
export function emptyFlow(name: string): Flow {
  return Flow.parse({ format: FLOW_FORMAT, name })
}

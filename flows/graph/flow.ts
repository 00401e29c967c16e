import { z } from 'zod'
import { Condition, PropertyPath } from '../conditions/condition.ts'
import { Blocks } from '../content/blocks.ts'
import { Utm } from '../content/utm.ts'
import { Duration, SignedDuration } from '../schedule/duration.ts'
import { TimeOfDay, UntilDate, UntilTime, ZoneName } from '../schedule/until.ts'
import { Attribution, OwnQuietHours, OwnSmartSending } from '../sending/own-rules.ts'

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

/** An exact length of time, a time of day in the person's zone, or a date of theirs. */
export const DelayConfig = z.union([
  z.object({ for: Duration }),
  z.object({ until: z.union([UntilDate, UntilTime]) }),
])
/** `restartOn`: an event that sets the timer back to its beginning (the cart changed). */
export const WaitConfig = z.object({
  for: z.union([AwaitedEvent, z.object({ condition: Condition })]),
  atMost: Duration,
  restartOn: AwaitedEvent.optional(),
})
export const ConditionConfig = z.object({ if: Condition })

const BranchId = z.string().min(1).max(64)
/** The branch of a split for those whom no other one matches. */
export const OTHERWISE = 'otherwise'
export const SplitConfig = z.object({
  branches: z.array(z.object({ id: BranchId, name: z.string().max(200).optional(), if: Condition })).max(50),
})
export const WINNER_METRICS = ['goal', 'opened', 'clicked', 'ordered'] as const
/** When a path has won: after so many people, or at a date, once it is the best at this probability. */
export const ExperimentWinner = z.object({
  metric: z.enum(WINNER_METRICS),
  after: z.union([
    z.object({ people: z.number().int().min(1).max(100_000_000) }),
    z.object({ date: z.iso.datetime({ offset: true }) }),
  ]),
  probability: z.number().min(0.5).max(0.999).default(0.9),
})
export type ExperimentWinner = z.infer<typeof ExperimentWinner>
/** Weights are percentages of people and add up to 100. */
export const ExperimentConfig = z.object({
  paths: z
    .array(
      z.object({ id: BranchId, name: z.string().max(200).optional(), weight: z.number().min(0).max(100) }),
    )
    .max(20),
  winner: ExperimentWinner.optional(),
})
/** What every message step has. `smartSending: false` lets it go out however recently the person was written to. */
const messageFields = {
  status: MessageStatus,
  messageKind: MessageKind,
  smartSending: z.boolean().optional(),
  /** A variable without a value stops the message instead of leaving a gap. */
  strict: z.boolean().optional(),
}
export const EmailConfig = z.object({
  ...messageFields,
  subject: z.string().max(1_000),
  preheader: z.string().max(1_000).optional(),
  from: z.object({ name: z.string().max(200).optional(), email: z.string().max(320).optional() }).optional(),
  replyTo: z.string().max(320).optional(),
  blocks: Blocks,
})
export const SmsConfig = z.object({
  ...messageFields,
  text: z.string().max(5_000),
})
/** A notification of the browser; every text may hold Liquid, the addresses too. */
export const PushConfig = z.object({
  ...messageFields,
  title: z.string().max(500),
  body: z.string().max(2_000),
  url: z.string().max(4_000),
  icon: z.string().max(4_000).optional(),
  image: z.string().max(4_000).optional(),
})
/**
 * What stands for one variable of a template, in Liquid. `name`: the variable's number or name; for a picture at the top
 * `image`, whose value is an address; for a button the place of the button, from 0.
 */
export const TemplateParameter = z.object({
  in: z.enum(['header', 'body', 'button']),
  name: z.string().trim().min(1).max(100),
  value: z.string().max(2_000),
})
export type TemplateParameter = z.infer<typeof TemplateParameter>
const Wording = z.string().max(5_000).optional()
/** A template that WhatsApp approved. Its wording is kept as it was when it was chosen, for whoever looks at the step. */
export const WhatsappConfig = z.object({
  ...messageFields,
  template: z.object({
    name: z.string().trim().max(512),
    language: z.string().trim().max(20),
    header: Wording,
    body: Wording,
    footer: Wording,
  }),
  parameters: z.array(TemplateParameter).max(50).default([]),
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
/** `list`: the id or the name of a list; a name that no list has makes one. */
export const ListConfig = z.object({ action: z.enum(['add', 'remove']), list: z.string().trim().max(200) })
/** `to`: `team`, or addresses with commas between. The text may hold Liquid. */
export const NotifyConfig = z.object({ to: z.string().trim().max(1_000), text: z.string().max(5_000) })
/** Texts among the properties may hold Liquid. */
export const EmitEventConfig = z.object({
  event: EventName,
  properties: z.record(z.string().max(256), z.json()),
})
/** `flow`: the id of another flow. */
export const EnterFlowConfig = z.object({ flow: z.string().max(64) })
export const ExitConfig = z.object({ reason: z.string().max(200) })

/** The config of each node kind; the one list that everything mapped over kinds is built from. */
export const NODE_CONFIGS = {
  delay: DelayConfig,
  wait: WaitConfig,
  condition: ConditionConfig,
  split: SplitConfig,
  experiment: ExperimentConfig,
  email: EmailConfig,
  sms: SmsConfig,
  push: PushConfig,
  whatsapp: WhatsappConfig,
  webhook: WebhookConfig,
  update_profile: UpdateProfileConfig,
  list: ListConfig,
  notify: NotifyConfig,
  emit_event: EmitEventConfig,
  enter_flow: EnterFlowConfig,
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
  nodeOf('split'),
  nodeOf('experiment'),
  nodeOf('email'),
  nodeOf('sms'),
  nodeOf('push'),
  nodeOf('whatsapp'),
  nodeOf('webhook'),
  nodeOf('update_profile'),
  nodeOf('list'),
  nodeOf('notify'),
  nodeOf('emit_event'),
  nodeOf('enter_flow'),
  nodeOf('exit'),
]) as unknown as z.ZodType<FlowNode>

export const Trigger = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    event: EventName,
    key: PropertyPath.optional(),
    filter: Condition.optional(),
  }),
  /** A person is added to a list, by its id or its name. */
  z.object({ kind: z.literal('list'), list: z.string().trim().max(200) }),
  /** A person enters or leaves a segment, by its id or its name. */
  z.object({
    kind: z.literal('segment'),
    segment: z.string().trim().max(200),
    on: z.enum(['enters', 'leaves']).default('enters'),
  }),
  /** A date of the person, or days before or after it, at a time of day in their zone. */
  z.object({
    kind: z.literal('date'),
    /** A path such as `profile.birthday`. */
    date: z.string().trim().max(512),
    offset: SignedDuration.optional(),
    repeat: z.enum(['once', 'monthly', 'yearly']).default('once'),
    time: TimeOfDay.default('09:00'),
    zone: ZoneName.optional(),
  }),
  z.object({ kind: z.literal('manual') }),
])
export type Trigger = z.infer<typeof Trigger>

export const MOST_REPEATS = 100
/**
 * `branch` is absent where a node has one way out. `repeat`: leads back to an earlier step, at most so many times in a run;
 * after that the run takes the branch's other edge, if there is one.
 */
export const Edge = z.object({
  from: z.string().min(1).max(64),
  branch: z.string().min(1).max(64).optional(),
  to: z.string().min(1).max(64),
  repeat: z.object({ atMost: z.number().int().min(1).max(MOST_REPEATS) }).optional(),
})
export type Edge = z.infer<typeof Edge>

export const Reentry = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('once') }),
  z.object({ mode: z.literal('after'), every: Duration }),
  z.object({ mode: z.literal('when_idle') }),
  z.object({ mode: z.literal('always') }),
])
export type Reentry = z.infer<typeof Reentry>

/** From the least to the most important. */
export const PRIORITIES = ['low', 'normal', 'high'] as const

export const FlowSettings = z.object({
  reentry: Reentry.default({ mode: 'always' }),
  goal: AwaitedEvent.nullable().default(null),
  profileFilter: Condition.nullable().default(null),
  holdoutPercent: z.number().min(0).max(100).default(0),
  latenessLimit: Duration.default({ amount: 24, unit: 'hours' }),
  /** Under a frequency cap, a message counts only those of its own priority and above. */
  priority: z.enum(PRIORITIES).default('normal'),
  /** Absent: the workspace's. */
  quietHours: OwnQuietHours.optional(),
  /** Absent, as a whole or for a channel: the workspace's. */
  smartSending: OwnSmartSending.optional(),
  /** Absent: `USUAL_ATTRIBUTION`. */
  attribution: Attribution.optional(),
  /** Absent: links stay as they are. */
  utm: Utm.optional(),
})
export type FlowSettings = z.infer<typeof FlowSettings>

export const MOST_NODES = 1_000

/** The flow file: the same document in the database, the API, an exported file and on the clipboard. */
export const Flow = z.object({
  format: z.literal(FLOW_FORMAT),
  name: z.string().trim().min(1).max(200),
  settings: FlowSettings.default(() => FlowSettings.parse({})),
  trigger: Trigger.nullable().default(null),
  nodes: z.array(FlowNode).max(MOST_NODES).default([]),
  edges: z.array(Edge).max(4_000).default([]),
  layout: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).default({}),
})
export type Flow = z.infer<typeof Flow>

/** A flow with nothing in it yet. */
export function emptyFlow(name: string): Flow {
  return Flow.parse({ format: FLOW_FORMAT, name })
}

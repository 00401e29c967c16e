import { judge } from '../conditions/evaluate.ts'
import type { EventCount } from '../conditions/facts.ts'
import { conditionProblems, looksAtTheClock } from '../conditions/problems.ts'
import { matchesAwaited } from '../events/match.ts'
import type { AwaitedEvent, NodeConfig } from '../graph/flow.ts'
import { error } from '../graph/problem-of.ts'
import { cameAfterTrigger, runKey, sinceRun } from '../interpreter/run-key.ts'
import { subjectOf } from '../interpreter/subject.ts'
import { isoTime } from '../iso-time.ts'
import { durationMs } from '../schedule/duration.ts'
import type { NodeDefinition, StepContext, StepResult } from './node-definition.ts'

/** How often a condition that looks at the clock is judged again, in milliseconds. */
const CHECK_MS = 15 * 60_000

type Config = NodeConfig<'wait'>

/** Waits for an event of this person (and this cart) or for a condition, at most a length of time. An event at exactly the deadline counts. */
export const wait: NodeDefinition<'wait'> = {
  kind: 'wait',
  outputs: () => ['happened', 'timed_out'],
  listens: ({ for: awaited, restartOn }) => [
    ...('event' in awaited ? [awaited] : []),
    ...(restartOn ? [restartOn] : []),
  ],
  watches: ({ for: awaited }) => ('condition' in awaited ? awaited.condition : null),
  validate: ({ id, config }, flow) => {
    const hasKey = flow.trigger?.kind === 'event' && flow.trigger.key !== undefined
    const awaited = (event: AwaitedEvent, field: string) => [
      ...(event.event === '' ? [error('event_missing', id, `${field}.event`)] : []),
      ...(event.sameKey && !hasKey ? [error('key_missing', id, `${field}.sameKey`)] : []),
      ...(event.where ? conditionProblems(event.where, id, `${field}.where`, hasKey) : []),
    ]
    return [
      ...('event' in config.for
        ? awaited(config.for, 'for')
        : conditionProblems(config.for.condition, id, 'for.condition', hasKey)),
      ...(config.restartOn ? awaited(config.restartOn, 'restartOn') : []),
      ...(durationMs(config.atMost) > 0 ? [] : [error('wait_zero', id, 'atMost.amount')]),
    ]
  },
  step: (context, { config }) => {
    const { arrival } = context
    if (arrival.kind === 'enter') return enter(context, config)
    if (arrival.input.kind === 'reschedule') return reschedule(context, config, arrival.since)
    return 'event' in config.for ? event(context, config, config.for) : condition(context, config)
  },
}

function enter(context: StepContext, config: Config): StepResult {
  const until = context.now + durationMs(config.atMost)
  if ('condition' in config.for) return judged(context, config, until, null)
  const { event: name } = config.for
  const request = happenedSince(context, config.for)
  if (request !== null) {
    const count = context.facts.look(request)
    if (count === undefined) return { kind: 'need', requests: [request] }
    if (Number(count) > 0) return { kind: 'go', branch: 'happened', detail: { event: name, already: true } }
  }
  return {
    kind: 'stay',
    waiting: { kind: 'event', until },
    detail: { event: name, until: isoTime(until) },
  }
}

/** By the new deadline, counted from when the run came here. */
function reschedule(context: StepContext, config: Config, since: number): StepResult {
  const until = since + durationMs(config.atMost)
  if ('condition' in config.for) return judged(context, config, until, null)
  if (until <= context.now) return { kind: 'go', branch: 'timed_out', detail: { event: config.for.event } }
  return {
    kind: 'stay',
    waiting: { kind: 'event', until },
    detail: { event: config.for.event, until: isoTime(until) },
  }
}

function event(context: StepContext, config: Config, awaited: AwaitedEvent): StepResult {
  const { arrival, run, flow, now } = context
  if (arrival.kind !== 'woken' || arrival.waiting.kind !== 'event') return { kind: 'ignore' }
  const { input, waiting } = arrival
  if (input.kind === 'timer') {
    return now >= waiting.until
      ? { kind: 'go', branch: 'timed_out', detail: { event: awaited.event } }
      : { kind: 'ignore' }
  }
  if (input.kind !== 'event' || input.event.time > waiting.until || !cameAfterTrigger(run, input.event)) {
    return { kind: 'ignore' }
  }
  if (matchesAwaited(awaited, input.event, runKey(flow, run), now)) {
    return { kind: 'go', branch: 'happened', detail: { event: awaited.event, eventId: input.event.id } }
  }
  if (!restarts(context, config)) return { kind: 'ignore' }
  const until = now + durationMs(config.atMost)
  return restarted({ kind: 'event', until }, input.event.id)
}

function condition(context: StepContext, config: Config): StepResult {
  const { arrival, now } = context
  if (arrival.kind !== 'woken' || arrival.waiting.kind !== 'condition') return { kind: 'ignore' }
  const { input, waiting } = arrival
  if (input.kind !== 'timer' && input.kind !== 'event') return { kind: 'ignore' }
  if (input.kind === 'event' && input.event.time > waiting.until) return { kind: 'ignore' }
  const result = judged(context, config, waiting.until, input.kind === 'event' ? input.event.id : null)
  if (result.kind !== 'stay') return result
  if (input.kind === 'event') {
    if (!restarts(context, config)) return { kind: 'ignore' }
    const until = now + durationMs(config.atMost)
    return restarted({ kind: 'condition', until, check: checkAt(config, now, until) }, input.event.id)
  }
  return { ...result, quiet: true }
}

/** Goes on where the condition holds or the time is up, else stays until it is judged again. */
function judged(context: StepContext, config: Config, until: number, eventId: string | null): StepResult {
  if (!('condition' in config.for)) return { kind: 'ignore' }
  const found = judge(config.for.condition, subjectOf(context))
  if (found.kind === 'need') return found
  const detail = { saw: found.saw, ...(eventId === null ? {} : { eventId }) }
  if (found.holds) return { kind: 'go', branch: 'happened', detail }
  if (context.now >= until && context.arrival.kind === 'woken')
    return { kind: 'go', branch: 'timed_out', detail }
  return {
    kind: 'stay',
    waiting: { kind: 'condition', until, check: checkAt(config, context.now, until) },
    detail: { ...detail, until: isoTime(until) },
  }
}

function checkAt(config: Config, now: number, until: number): number {
  return 'condition' in config.for && looksAtTheClock(config.for.condition)
    ? Math.min(until, now + CHECK_MS)
    : until
}

function restarts({ arrival, run, flow, now }: StepContext, { restartOn }: Config): boolean {
  if (arrival.kind !== 'woken' || arrival.input.kind !== 'event' || restartOn === undefined) return false
  const { event: came } = arrival.input
  return cameAfterTrigger(run, came) && matchesAwaited(restartOn, came, runKey(flow, run), now)
}

const restarted = (
  waiting: { kind: 'event'; until: number } | { kind: 'condition'; until: number; check: number },
  eventId: string,
): StepResult => ({
  kind: 'stay',
  waiting,
  restarted: true,
  detail: { eventId, until: isoTime(waiting.until) },
})

/** How many such events came since the run began; null where none can (this key, but the run has none). */
function happenedSince({ flow, run, now }: StepContext, awaited: AwaitedEvent): EventCount | null {
  const key = runKey(flow, run)
  if (awaited.sameKey && key === null) return null
  return {
    kind: 'event_count',
    event: awaited.event,
    where: awaited.where ?? null,
    key: awaited.sameKey ? key : null,
    ...sinceRun(run),
    until: now,
  }
}

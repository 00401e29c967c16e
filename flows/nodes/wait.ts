import { type FactRequest, factId } from '../conditions/facts.ts'
import { conditionProblems } from '../conditions/problems.ts'
import { matchesAwaited } from '../events/match.ts'
import type { AwaitedEvent } from '../graph/flow.ts'
import { error } from '../graph/problem-of.ts'
import { cameAfterTrigger, runKey } from '../interpreter/run-key.ts'
import { durationMs } from '../schedule/duration.ts'
import type { NodeDefinition, StepContext, StepResult } from './node-definition.ts'

/** Waits for an event of this person (and this cart), at most a length of time. An event at exactly the deadline counts. */
export const wait: NodeDefinition<'wait'> = {
  kind: 'wait',
  outputs: () => ['happened', 'timed_out'],
  listens: (config) => config.for,
  validate: ({ id, config }, flow) => {
    const hasKey = flow.trigger?.kind === 'event' && flow.trigger.key !== undefined
    return [
      ...(config.for.event === '' ? [error('event_missing', id, 'for.event')] : []),
      ...(config.for.sameKey && !hasKey ? [error('key_missing', id, 'for.sameKey')] : []),
      ...(config.for.where ? conditionProblems(config.for.where, id, 'for.where', hasKey) : []),
      ...(durationMs(config.atMost) > 0 ? [] : [error('wait_zero', id, 'atMost.amount')]),
    ]
  },
  step: (context, { config }) =>
    context.arrival.kind === 'enter'
      ? enter(context, config.for, durationMs(config.atMost))
      : woken(context, config.for),
}

function enter(context: StepContext, awaited: AwaitedEvent, atMostMs: number): StepResult {
  const request = happenedSince(context, awaited)
  if (request !== null) {
    const count = context.facts.get(factId(request))
    if (count === undefined) return { kind: 'need', requests: [request] }
    if (count > 0) return { kind: 'go', branch: 'happened', detail: { event: awaited.event, already: true } }
  }
  const until = context.now + atMostMs
  return {
    kind: 'stay',
    waiting: { kind: 'event', until },
    detail: { event: awaited.event, until: new Date(until).toISOString() },
  }
}

function woken(context: StepContext, awaited: AwaitedEvent): StepResult {
  const { arrival, run, flow, now } = context
  if (arrival.kind !== 'woken' || arrival.waiting.kind !== 'event') return { kind: 'ignore' }
  const { input, waiting } = arrival
  if (input.kind === 'timer') {
    return now >= waiting.until
      ? { kind: 'go', branch: 'timed_out', detail: { event: awaited.event } }
      : { kind: 'ignore' }
  }
  if (input.kind !== 'event' || input.event.time > waiting.until) return { kind: 'ignore' }
  if (!cameAfterTrigger(run, input.event) || !matchesAwaited(awaited, input.event, runKey(flow, run), now)) {
    return { kind: 'ignore' }
  }
  return { kind: 'go', branch: 'happened', detail: { event: awaited.event, eventId: input.event.id } }
}

/** How many such events came after the run's trigger event; null where none can (this key, but the run has none). */
export function happenedSince({ flow, run, now }: StepContext, awaited: AwaitedEvent): FactRequest | null {
  const key = runKey(flow, run)
  if (awaited.sameKey && key === null) return null
  return {
    kind: 'event_count',
    event: awaited.event,
    where: awaited.where ?? null,
    key: awaited.sameKey ? key : null,
    from: run.trigger ? null : run.startedAt,
    after: run.trigger ? run.trigger.time : null,
    until: now,
  }
}

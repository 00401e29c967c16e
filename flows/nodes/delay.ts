import type { NodeConfig } from '../graph/flow.ts'
import { error } from '../graph/problem-of.ts'
import { isoTime } from '../iso-time.ts'
import { readPath } from '../json.ts'
import { untilDateMs, untilTimeMs, zoneFor } from '../schedule/calendar.ts'
import { durationMs } from '../schedule/duration.ts'
import type { NodeDefinition, StepContext } from './node-definition.ts'
import { scopeOfPaths } from './scope-of-paths.ts'

/** Waits an exact length of time ("3 days" is 72 hours), until a time of day, or until a date of the person. */
export const delay: NodeDefinition<'delay'> = {
  kind: 'delay',
  outputs: () => [null],
  validate: ({ id, config }) => {
    if ('for' in config) return durationMs(config.for) > 0 ? [] : [error('delay_zero', id, 'for.amount')]
    if ('date' in config.until && config.until.date.trim() === '')
      return [error('date_missing', id, 'until.date')]
    return []
  },
  step: (context, { config }) => {
    const { arrival, now } = context
    if (arrival.kind === 'enter') return stay(context, config, now)
    if (arrival.input.kind === 'reschedule') return stay(context, config, arrival.since)
    if (arrival.input.kind !== 'timer' || arrival.waiting.kind !== 'timer') return { kind: 'ignore' }
    return now >= arrival.waiting.until ? { kind: 'go', branch: null } : { kind: 'ignore' }
  },
}

function stay(
  context: StepContext,
  config: NodeConfig<'delay'>,
  since: number,
): ReturnType<typeof delay.step> {
  const until = untilOf(context, config, since)
  if (until === null || until <= context.now) {
    return {
      kind: 'go',
      branch: null,
      detail: until === null ? { date: 'missing' } : { until: isoTime(until) },
    }
  }
  return { kind: 'stay', waiting: { kind: 'timer', until }, detail: { until: isoTime(until) } }
}

/** When the delay ends for a run that came here at `since`; null where its date is missing. */
function untilOf(context: StepContext, config: NodeConfig<'delay'>, since: number): number | null {
  if ('for' in config) return since + durationMs(config.for)
  const zone = zoneFor(config.until.zone, context.profile, context.zone)
  if ('date' in config.until) {
    return untilDateMs(config.until, readPath(scopeOfPaths(context), config.until.date), zone)
  }
  return untilTimeMs(config.until, zone, since)
}

import { error } from '../graph/problem-of.ts'
import { durationMs } from '../schedule/duration.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Waits an exact length of time: "3 days" is 72 hours. */
export const delay: NodeDefinition<'delay'> = {
  kind: 'delay',
  outputs: () => [null],
  validate: ({ id, config }) => (durationMs(config.for) > 0 ? [] : [error('delay_zero', id, 'for.amount')]),
  step: ({ arrival, now }, { config }) => {
    if (arrival.kind === 'enter') {
      const until = now + durationMs(config.for)
      return {
        kind: 'stay',
        waiting: { kind: 'timer', until },
        detail: { until: new Date(until).toISOString() },
      }
    }
    if (arrival.input.kind !== 'timer' || arrival.waiting.kind !== 'timer') return { kind: 'ignore' }
    return now >= arrival.waiting.until ? { kind: 'go', branch: null } : { kind: 'ignore' }
  },
}

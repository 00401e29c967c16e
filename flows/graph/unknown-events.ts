import { VOCABULARY } from '../events/vocabulary.ts'
import { type Flow, TRIGGER_ID } from './flow.ts'
import type { Problem } from './problem.ts'
import { warning } from './problem-of.ts'

const KNOWN: ReadonlySet<string> = new Set(VOCABULARY)

/**
 * Warnings about events that a flow begins with, waits for or aims at, and that neither the vocabulary names nor the shop
 * has ever sent: most often a name that is spelled otherwise there.
 */
export function unknownEvents({ trigger, nodes, settings }: Flow, seen: ReadonlySet<string>): Problem[] {
  const named = [
    ...(trigger?.kind === 'event' ? [{ event: trigger.event, node: TRIGGER_ID, field: 'event' }] : []),
    ...nodes.flatMap((node) =>
      node.kind === 'wait' ? [{ event: node.config.for.event, node: node.id, field: 'for.event' }] : [],
    ),
    ...(settings.goal ? [{ event: settings.goal.event, node: null, field: 'settings.goal.event' }] : []),
  ]
  return named
    .filter(({ event }) => event !== '' && !KNOWN.has(event) && !seen.has(event))
    .map(({ event, node, field }) => warning('unknown_event', node, field, { event }))
}

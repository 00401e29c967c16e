import type { Condition } from '../conditions/condition.ts'
import { countedEvents, looksAtThePerson } from '../conditions/problems.ts'
import type { Flow, FlowNode } from '../graph/flow.ts'
import { indexOf } from '../graph/flow-index.ts'
import { definitionOf } from '../nodes/registry.ts'
import type { Run } from './run-state.ts'

/** Among what a run listens to: whatever happens to the person, and any change of them. */
export const ANYTHING = '*'

/**
 * Names of the events that may wake or end a run where it stands: the goal's, the current wait's, and `ANYTHING` where it
 * waits for a condition on the person.
 */
export function listensTo(flow: Flow, run: Run): string[] {
  const { position } = run
  if (position.kind === 'ended') return []
  const names = new Set<string>()
  if (flow.settings.goal) names.add(flow.settings.goal.event)
  if (position.kind === 'node') {
    const node = indexOf(flow).node(position.node)
    if (node) for (const name of awaitedBy(node)) names.add(name)
  }
  return [...names]
}

/** When a run has something to do by time alone; null while only an answer or a person can move it, or when it is over. */
export function wakeAt({ position }: Run): number | null {
  if (position.kind !== 'node') return null
  const { waiting } = position
  switch (waiting.kind) {
    case 'timer':
    case 'event':
      return waiting.until
    case 'condition':
      return waiting.check
    case 'answer':
    case 'review':
      return null
  }
}

/** Every event name whose order relative to others matters to a flow: its trigger, goal, waits and counted events. */
export function eventsThatMatter(flow: Flow): Set<string> {
  const { trigger, settings } = flow
  const conditions: (Condition | null | undefined)[] = [
    trigger?.kind === 'event' ? trigger.filter : null,
    settings.profileFilter,
    ...flow.nodes.flatMap(conditionsOf),
  ]
  return new Set([
    ...(trigger?.kind === 'event' ? [trigger.event] : []),
    ...(settings.goal ? [settings.goal.event] : []),
    ...conditions.flatMap((condition) => (condition ? countedEvents(condition) : [])),
    ...flow.nodes.flatMap(awaitedBy),
  ])
}

function awaitedBy(node: FlowNode): string[] {
  const definition = definitionOf(node)
  const awaited = definition.listens?.(node.config as never) ?? []
  const watched = definition.watches?.(node.config as never)
  return [
    ...awaited.map(({ event }) => event),
    ...(watched ? countedEvents(watched) : []),
    ...(watched && looksAtThePerson(watched) ? [ANYTHING] : []),
  ]
}

function conditionsOf(node: FlowNode): Condition[] {
  if (node.kind === 'condition') return [node.config.if]
  return node.kind === 'split' ? node.config.branches.map((branch) => branch.if) : []
}

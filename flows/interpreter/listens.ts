import { countedEvents } from '../conditions/problems.ts'
import type { Flow } from '../graph/flow.ts'
import { definitionOf } from '../nodes/registry.ts'
import type { Run } from './run-state.ts'

/** Names of the events that may wake or end a run where it stands: the goal's and the current wait's. */
export function listensTo(flow: Flow, run: Run): string[] {
  const { position } = run
  if (position.kind === 'ended') return []
  const names = new Set<string>()
  if (flow.settings.goal) names.add(flow.settings.goal.event)
  if (position.kind === 'node') {
    const node = flow.nodes.find(({ id }) => id === position.node)
    const awaited = node && definitionOf(node).listens?.(node.config as never)
    if (awaited) names.add(awaited.event)
  }
  return [...names]
}

/** When a run has something to do by time alone; null while only an answer can move it, or when it is over. */
export function wakeAt({ position }: Run): number | null {
  if (position.kind !== 'node' || position.waiting.kind === 'answer') return null
  return position.waiting.until
}

/** Every event name whose order relative to others matters to a flow: its trigger, goal, waits and counted events. */
export function eventsThatMatter(flow: Flow): Set<string> {
  const names = new Set<string>()
  if (flow.trigger?.kind === 'event') {
    names.add(flow.trigger.event)
    if (flow.trigger.filter) for (const name of countedEvents(flow.trigger.filter)) names.add(name)
  }
  if (flow.settings.goal) names.add(flow.settings.goal.event)
  if (flow.settings.profileFilter)
    for (const name of countedEvents(flow.settings.profileFilter)) names.add(name)
  for (const node of flow.nodes) {
    const awaited = definitionOf(node).listens?.(node.config as never)
    if (awaited) names.add(awaited.event)
    if (node.kind === 'condition') for (const name of countedEvents(node.config.if)) names.add(name)
  }
  return names
}

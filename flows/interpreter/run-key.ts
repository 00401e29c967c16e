import type { FlowEvent } from '../events/event.ts'
import type { RunKey } from '../events/match.ts'
import type { Flow } from '../graph/flow.ts'
import type { Run } from './run-state.ts'

/** What the run's waits, goal and conditions are scoped by; null for a run without a key. */
export function runKey(flow: Flow, run: Run): RunKey | null {
  const path = flow.trigger?.kind === 'event' ? flow.trigger.key : undefined
  return path === undefined || run.key === null ? null : { path, value: run.key }
}

/** Whether the run began with its trigger event: one that came from another flow has that flow's event, and began later. */
export function beganByTrigger({ trigger, depth = 0 }: Run): boolean {
  return trigger !== null && depth === 0
}

/** The span in which events count as having come since the run began: `after` exclusive or `from` inclusive. */
export function sinceRun(run: Run): { from: number | null; after: number | null } {
  return beganByTrigger(run) && run.trigger !== null
    ? { from: null, after: run.trigger.time }
    : { from: run.startedAt, after: null }
}

/** Whether an event can matter to the run: it is not the trigger event, and did not happen before the run began. */
export function cameAfterTrigger(run: Run, event: FlowEvent): boolean {
  if (event.id === run.trigger?.id) return false
  return event.time >= (beganByTrigger(run) && run.trigger ? run.trigger.time : run.startedAt)
}

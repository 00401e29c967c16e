import type { FlowEvent } from '../events/event.ts'
import type { RunKey } from '../events/match.ts'
import type { Flow } from '../graph/flow.ts'
import type { Run } from './run-state.ts'

/** What the run's waits, goal and conditions are scoped by; null for a run without a key. */
export function runKey(flow: Flow, run: Run): RunKey | null {
  const path = flow.trigger?.kind === 'event' ? flow.trigger.key : undefined
  return path === undefined || run.key === null ? null : { path, value: run.key }
}

/** Whether an event can matter to the run: it is not the trigger event, and did not happen before it. */
export function cameAfterTrigger(run: Run, event: FlowEvent): boolean {
  if (run.trigger === null) return event.time >= run.startedAt
  return event.id !== run.trigger.id && event.time >= run.trigger.time
}

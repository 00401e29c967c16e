import type { Condition } from '../conditions/condition.ts'
import { judge } from '../conditions/evaluate.ts'
import { NO_FACTS } from '../conditions/facts.ts'
import type { AwaitedEvent } from '../graph/flow.ts'
import { readPath } from '../json.ts'
import type { FlowEvent } from './event.ts'

/** The run's key as conditions scope by it: where in an event's properties it stands, and this run's value. */
export interface RunKey {
  path: string
  value: string
}

/** The value of a key path in an event, as text; null where it is missing or not a plain value. */
export function keyValue(event: FlowEvent, path: string): string | null {
  const value = readPath(event.properties, path)
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

/** Whether a condition on an event's own properties holds. */
export function holdsForEvent(condition: Condition, event: FlowEvent, now: number): boolean {
  const nobody = { profile: {}, answers: {}, run: null, seed: event.id, facts: NO_FACTS }
  const judged = judge(condition, { ...nobody, event, now })
  return judged.kind === 'known' && judged.holds
}

/** Whether an event is the one that is waited for: its name, this run's key where asked, and its properties. */
export function matchesAwaited(
  awaited: AwaitedEvent,
  event: FlowEvent,
  key: RunKey | null,
  now: number,
): boolean {
  if (event.name !== awaited.event) return false
  if (awaited.sameKey && (key === null || keyValue(event, key.path) !== key.value)) return false
  if (awaited.where === undefined) return true
  return holdsForEvent(awaited.where, event, now)
}

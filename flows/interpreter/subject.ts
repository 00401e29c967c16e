import type { Subject } from '../conditions/evaluate.ts'
import type { Facts } from '../conditions/facts.ts'
import type { Flow } from '../graph/flow.ts'
import { runKey } from './run-key.ts'
import type { ProfileFields, Run } from './run-state.ts'

/** A run as the subject of conditions. */
export function subjectOf(of: {
  flow: Flow
  run: Run
  profile: ProfileFields
  facts: Facts
  now: number
}): Subject {
  const { flow, run, profile, facts, now } = of
  return {
    profile,
    event: run.trigger,
    answers: run.answers,
    run: { startedAt: run.startedAt, trigger: run.trigger, key: runKey(flow, run) },
    facts,
    now,
  }
}

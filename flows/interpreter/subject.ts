import type { Subject } from '../conditions/evaluate.ts'
import type { Facts } from '../conditions/facts.ts'
import type { Flow } from '../graph/flow.ts'
import { beganByTrigger, runKey } from './run-key.ts'
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
    run: {
      id: run.id,
      startedAt: run.startedAt,
      trigger: run.trigger,
      byTrigger: beganByTrigger(run),
      key: runKey(flow, run),
    },
    seed: `${run.flowId} ${run.profileId} ${run.trigger?.id ?? run.startedAt}`,
    facts,
    now,
  }
}

import type { Sql } from '../../client.ts'
import { type FlowScope, ofFlow } from './flow-runs.ts'
import { within } from './period.ts'

export interface StepFigures {
  node: string
  branch: string | null
  /** Entries of the node, whatever came of them. */
  entered: number
  /** Times it was left by this branch. */
  left: number
  /** Times it was a message step that is still a draft, and so was passed over. */
  drafts: number
}

/**
 * Entries of each node and departures by each branch in the period. A run that a step ended (an exit, a profile
 * filter) entered that step and left it by no branch. The trigger's own row counts the runs that began to move.
 */
export function flowSteps(sql: Sql, scope: FlowScope): Promise<StepFigures[]> {
  const rows = sql`run_steps where ${ofFlow(sql, scope)} and ${within(sql, 'at', scope)}`
  return sql<StepFigures[]>`
    with taken as (select part, run_id, step, ordinal, kind, node, branch, detail from ${rows}
      and kind in ('started', 'passed', 'waiting', 'resumed')),
    stopped as (select part, run_id, step, ordinal - 1 as ordinal from ${rows} and kind = 'ended' and branch = 'exited')
    select t.node, t.branch,
      (count(*) filter (where t.kind in ('started', 'passed', 'waiting')))::int as entered,
      (count(*) filter (where t.kind <> 'waiting' and s.run_id is null))::int as left,
      (count(*) filter (where t.kind = 'passed' and t.detail ->> 'skipped' = 'draft'))::int as drafts
    from taken t left join stopped s using (part, run_id, step, ordinal)
    where t.node is not null
    group by t.node, t.branch`
}

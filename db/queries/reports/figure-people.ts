import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Sql } from '../../client.ts'
import { type FlowScope, ofFlow } from './flow-runs.ts'
import { within } from './period.ts'

/** The figures of a step that people stand behind; `left`: those of a line. */
export const FIGURES = [
  'entered',
  'waiting',
  'sent',
  'skipped',
  'opened',
  'clicked',
  'orders',
  'left',
] as const

/** One figure of a report: of a step, or of the line that leaves it by `branch`. */
export interface Figure {
  of: (typeof FIGURES)[number]
  node: string
  branch: string | null
}

/** One person counted in a figure, once for each time they count. */
export interface FigurePerson {
  /** Names this counting, for the next page. */
  id: string
  runId: string
  at: Date
  /** Why a message was not sent. */
  reason: string | null
  /** Decimal string, of an order. */
  amount: string | null
  currency: string | null
  versionNumber: number | null
  profile: {
    id: string
    first_name: string | null
    last_name: string | null
    email: string | null
    phone: string | null
  }
}

/** Who is behind a figure, newest first, after a cursor: the same rows that `flowSteps`, `flowRuns`, `flowMessages` and `flowConversions` count. */
export function figurePeople(
  sql: Sql,
  scope: FlowScope & { figure: Figure; after: { at: Date; id: string } | null; limit: number },
): Promise<FigurePerson[]> {
  const { after, limit } = scope
  return sql<FigurePerson[]>`
    with counted as (${counted(sql, scope, scope.figure)})
    select c.id, c.run_id as "runId", c.at, c.reason, c.amount, c.currency, v.number as "versionNumber",
      jsonb_build_object('id', c.profile_id, 'first_name', p.first_name, 'last_name', p.last_name, 'email', p.email,
        'phone', p.phone) as profile
    from counted c
    left join flow_versions v on v.id = c.version_id
    left join profiles p on p.part = c.part and p.id = c.profile_id
    ${after === null ? sql`` : sql`where (date_trunc('milliseconds', c.at), c.id) < (${after.at}, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', c.at) desc, c.id desc
    limit ${limit}`
}

function counted(sql: Sql, scope: FlowScope, { of, node, branch }: Figure) {
  const own = ofFlow(sql, scope)
  const nothing = sql`null::text as reason, null::text as amount, null::text as currency`
  const messages = (column: 'sent_at' | 'opened_at' | 'clicked_at') => sql`
    select part, id, run_id, profile_id, version_id, ${sql(column)} as at, ${nothing}
    from messages where ${own} and node = ${node} and ${within(sql, column, scope)}`
  switch (of) {
    case 'sent':
      return messages('sent_at')
    case 'opened':
      return messages('opened_at')
    case 'clicked':
      return messages('clicked_at')
    case 'skipped':
      return sql`
        select part, id, run_id, profile_id, version_id, created_at as at, coalesce(reason, 'unknown') as reason,
          null::text as amount, null::text as currency
        from messages where ${own} and node = ${node} and status = 'skipped' and sent_at is null
          and ${within(sql, 'created_at', scope)}
        union all
        ${stepsAt(sql, scope, node, sql`t.kind = 'passed' and t.detail ->> 'skipped' = 'draft'`, sql`'draft'`)}`
    case 'orders':
      return sql`
        select part, event_id as id, run_id, profile_id, version_id, at, null::text as reason, amount::text as amount, currency
        from conversions where ${own} and node = ${node} and ${within(sql, 'at', scope)}`
    case 'waiting':
      return sql`
        select part, id, id as run_id, profile_id, version_id, started_at as at, ${nothing}
        from runs where ${own} and node = ${node} and status in ('waiting', 'held')`
    case 'entered':
      if (node !== TRIGGER_ID)
        return stepsAt(sql, scope, node, sql`t.kind in ('started', 'passed', 'waiting')`)
      return sql`
        select part, id, id as run_id, profile_id, version_id, started_at as at, ${nothing}
        from runs where ${own} and ${within(sql, 'started_at', scope)}`
    case 'left':
      return stepsAt(
        sql,
        scope,
        node,
        sql`t.kind <> 'waiting' and t.branch is not distinct from ${branch} and not exists (
          select from run_steps s where s.part = t.part and s.run_id = t.run_id and s.step = t.step
            and s.ordinal = t.ordinal + 1 and s.kind = 'ended' and s.branch = 'exited')`,
      )
  }
}

/** Lines of the trace at a step. They have no id of their own: where they stand makes one (a UUID of version 8). */
function stepsAt(
  sql: Sql,
  scope: FlowScope,
  node: string,
  which: ReturnType<Sql>,
  reason: ReturnType<Sql> = sql`null::text`,
) {
  return sql`
    select t.part, overlay(overlay(md5(concat_ws(':', t.run_id, t.step, t.ordinal)) placing '8' from 13) placing '8' from 17)::uuid as id, t.run_id, r.profile_id, t.version_id,
      t.at, ${reason} as reason, null::text as amount, null::text as currency
    from (select * from run_steps where ${ofFlow(sql, scope)} and ${within(sql, 'at', scope)}
      and kind in ('started', 'passed', 'waiting', 'resumed') and node = ${node}) t
    left join runs r on r.part = t.part and r.id = t.run_id
    where ${which}`
}

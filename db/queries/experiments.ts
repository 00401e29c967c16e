import type { PathFigures } from '#flows/experiments/best-chances.ts'
import type { ExperimentWinner } from '#flows/graph/flow.ts'
import type { Sql, Tx } from '../client.ts'

const DECIDE_LOCK = 4_201_004

/** Makes the caller the one who decides until its transaction ends; false while another one does. */
export async function holdDeciding(tx: Tx): Promise<boolean> {
  const [lock] = await tx<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(${DECIDE_LOCK}) as taken`
  return lock?.taken ?? false
}

/** The live versions of flows that have an experiment with a winner to be found. */
export async function versionsWithExperiments(tx: Tx): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select v.id from flows f join flow_versions v on v.id = f.live_version_id
    where f.status = 'live'
      and v.graph @? '$.nodes[*] ? (@.kind == "experiment" && exists(@.config.winner))'
    order by f.id`
  return rows.map(({ id }) => id)
}

export type Metric = ExperimentWinner['metric']

/**
 * People and successes of each path of an experiment, by its runs' first way out of it; paths that nobody took are absent.
 * Who is held out gets no message and is left out. Success: the goal ended the run; or a message of the run that was made
 * since was opened or clicked by a person, or has an order credited to it.
 */
export async function experimentFigures(
  sql: Sql | Tx,
  { flowId, node, paths, metric }: { flowId: string; node: string; paths: string[]; metric: Metric },
): Promise<PathFigures[]> {
  const success = {
    goal: sql`r.status = 'completed' and r.reason = 'goal'`,
    opened: sql`exists (
      select from messages m where m.part = w.part and m.run_id = w.run_id and m.created_at >= w.at
        and coalesce(m.opened_at, m.clicked_at) is not null)`,
    clicked: sql`exists (
      select from messages m where m.part = w.part and m.run_id = w.run_id and m.created_at >= w.at
        and m.clicked_at is not null)`,
    ordered: sql`exists (
      select from conversions c join messages m on m.part = c.part and m.id = c.message_id
      where c.flow_id = ${flowId} and not c.bot_touch and c.part = w.part and c.run_id = w.run_id
        and m.created_at >= w.at)`,
  }
  return sql<PathFigures[]>`
    with went as (
      select distinct on (part, run_id) part, run_id, branch, at from run_steps
      where flow_id = ${flowId} and node = ${node} and kind = 'passed' and branch = any(${paths}::text[])
      order by part, run_id, step, ordinal)
    select w.branch as path, count(*)::int as people, (count(*) filter (where ${success[metric]}))::int as successes
    from went w join runs r on r.part = w.part and r.id = w.run_id
    where not coalesce((r.state ->> 'holdout')::boolean, false)
    group by w.branch`
}

export interface WinnerRow {
  flowId: string
  node: string
  path: string
  /** 0 to 1. */
  probability: number
  decidedAt: Date
}

/** The experiments of flows that are decided. */
export async function winnersOf(sql: Sql | Tx, flowIds: string[]): Promise<WinnerRow[]> {
  const rows = await sql<(Omit<WinnerRow, 'probability'> & { probability: string })[]>`
    select flow_id as "flowId", node, path, probability, decided_at as "decidedAt"
    from experiment_winners where flow_id = any(${flowIds}::uuid[])`
  return rows.map((row) => ({ ...row, probability: Number(row.probability) }))
}

/** Sends everyone down one path from now on; the first decision stands. */
export async function insertWinner(
  tx: Tx,
  winner: WinnerRow & { workspaceId: string; figures: readonly PathFigures[] },
): Promise<void> {
  await tx`
    insert into experiment_winners (flow_id, node, workspace_id, path, probability, figures, decided_at)
    values (${winner.flowId}, ${winner.node}, ${winner.workspaceId}, ${winner.path}, ${winner.probability.toFixed(5)},
      ${tx.json(winner.figures as never)}, ${winner.decidedAt})
    on conflict do nothing`
}

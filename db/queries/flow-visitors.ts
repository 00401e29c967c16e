import type { Sql } from '../client.ts'

export interface FlowVisitor {
  page: string
  userId: string
  name: string
  /** The step they have open. */
  node: string | null
}

interface Visit {
  workspaceId: string
  flowId: string
  page: string
}

/** The newest draft of a flow without its steps: asked for every few seconds by every open page. */
export async function newestDraft(
  sql: Sql,
  { workspaceId, flowId }: Pick<Visit, 'workspaceId' | 'flowId'>,
): Promise<{ revision: number; updatedBy: string | null } | null> {
  const [row] = await sql<{ revision: number; updatedBy: string | null }[]>`
    select draft_revision as revision, updated_by as "updatedBy" from flows
    where id = ${flowId} and workspace_id = ${workspaceId}`
  return row ?? null
}

/** Notes that a page of a flow stands open, and forgets pages that have not been heard of since `before`. */
export async function noteVisit(
  sql: Sql,
  visit: Visit & { userId: string; node: string | null; now: Date; before: Date },
): Promise<void> {
  await sql`
    with gone as (
      delete from flow_visitors
      where flow_id = ${visit.flowId} and workspace_id = ${visit.workspaceId} and seen_at < ${visit.before}
        and page_id <> ${visit.page}
    )
    insert into flow_visitors (flow_id, page_id, workspace_id, user_id, node, seen_at)
    select f.id, ${visit.page}, f.workspace_id, ${visit.userId}, ${visit.node}, ${visit.now}
    from flows f where f.id = ${visit.flowId} and f.workspace_id = ${visit.workspaceId}
    on conflict (flow_id, page_id) do update set node = excluded.node, seen_at = excluded.seen_at
      where flow_visitors.user_id = excluded.user_id`
}

/** Pages of others, and of the same person elsewhere, that were heard of since `since`; by name. */
export async function listVisitors(
  sql: Sql,
  { workspaceId, flowId, page, since }: Visit & { since: Date },
): Promise<FlowVisitor[]> {
  return sql<FlowVisitor[]>`
    select v.page_id as page, v.user_id as "userId", u.name, v.node
    from flow_visitors v join users u on u.id = v.user_id
    where v.flow_id = ${flowId} and v.workspace_id = ${workspaceId} and v.page_id <> ${page} and v.seen_at >= ${since}
    order by u.name, v.page_id`
}

/** Notes that a page has gone. */
export async function forgetVisit(
  sql: Sql,
  { workspaceId, flowId, page, userId }: Visit & { userId: string },
) {
  await sql`
    delete from flow_visitors
    where flow_id = ${flowId} and page_id = ${page} and workspace_id = ${workspaceId} and user_id = ${userId}`
}

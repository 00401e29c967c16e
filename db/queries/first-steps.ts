import type { Sql } from '../client.ts'

export interface FirstStepsRow {
  hasKey: boolean
  firstEvent: string | null
  firstEventAt: Date | null
  emailConnected: boolean
  flowPublished: boolean
}

/** How far a workspace has come. An accepted event counts before it is routed. */
export async function firstStepsOf(sql: Sql, workspaceId: string): Promise<FirstStepsRow> {
  const [row] = await sql<FirstStepsRow[]>`
    select
      exists (select from api_keys where workspace_id = ${workspaceId} and revoked_at is null) as "hasKey",
      coalesce(seen.name, waiting.name) as "firstEvent",
      coalesce(seen.first_seen_at, waiting.received_at) as "firstEventAt",
      exists (
        select from connections
        where workspace_id = ${workspaceId} and channel = 'email' and status <> 'disabled'
      ) as "emailConnected",
      exists (select from flows where workspace_id = ${workspaceId} and live_version_id is not null) as "flowPublished"
    from (select) as one
    left join lateral (
      select name, first_seen_at from seen_events
      where workspace_id = ${workspaceId} order by first_seen_at limit 1
    ) as seen on true
    left join lateral (
      select payload ->> 'event' as name, received_at from inbox
      where workspace_id = ${workspaceId} and seen.name is null limit 1
    ) as waiting on true`
  return row!
}

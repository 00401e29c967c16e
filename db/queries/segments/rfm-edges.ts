import { RFM_SCORES, type RfmEdges, readRfmEdges } from '#flows/traits/rfm.ts'
import type { Sql, Tx } from '../../client.ts'
import type { Fragment } from './compare-sql.ts'
import type { SqlSubject } from './sql-subject.ts'
import { buyersSql } from './trait-sql.ts'

/** Workspaces with orders whose fifths of buyers were not computed since an instant. */
export async function workspacesWithoutEdges(
  sql: Sql,
  since: Date,
): Promise<{ id: string; currency: string }[]> {
  return sql<{ id: string; currency: string }[]>`
    select w.id, w.currency from workspaces w
    where not exists (select 1 from rfm_edges r where r.workspace_id = w.id and r.computed_at >= ${since})
      and exists (select 1 from events e where e.workspace_id = w.id and e.name = 'Placed Order')`
}

/** `rfmEdges` of flows/traits over all buyers of a workspace; null where there is none. */
export async function edgesOf(
  sql: Sql | Tx,
  subject: SqlSubject,
): Promise<{ edges: RfmEdges; buyers: number } | null> {
  const cuts = Array.from({ length: RFM_SCORES - 1 }, (_, n) => n + 1)
  // the least value above the one that so many fifths end with
  const edges = (figure: Fragment) => sql`
    (select jsonb_agg((select min(${figure}) from buyers where ${figure} > r.value) order by cut)
    from unnest(${cuts}::int[]) cut
    join (select ${figure} as value, row_number() over (order by ${figure}) as nth, count(*) over () as total from buyers) r
      on r.nth = ceil(cut * r.total / ${RFM_SCORES}::numeric))`
  const [row] = await sql<
    {
      lastOrderAt: (number | null)[] | null
      orders: (number | null)[]
      netRevenue: (number | null)[]
      buyers: number
    }[]
  >`
    with buyers as materialized (${buyersSql(sql, subject)})
    select ${edges(sql`last_ms`)} as "lastOrderAt", ${edges(sql`orders`)} as orders, ${edges(sql`net`)} as "netRevenue",
      (select count(*)::int from buyers) as buyers`
  if (!row || row.lastOrderAt === null) return null
  const { buyers, lastOrderAt, ...others } = row
  return { edges: readRfmEdges({ ...others, lastOrderAt }), buyers }
}

/** Keeps a workspace's edges, and has its buyers judged again by the segments that ask for RFM groups. */
export async function writeEdges(
  tx: Tx,
  {
    workspaceId,
    edges,
    buyers,
    segments,
    now,
  }: { workspaceId: string; edges: RfmEdges; buyers: number; segments: string[]; now: Date },
): Promise<void> {
  await tx`
    insert into rfm_edges (workspace_id, edges, buyers, computed_at)
    values (${workspaceId}, ${tx.json(edges as never)}, ${buyers}, ${now})
    on conflict (workspace_id) do update set edges = excluded.edges, buyers = excluded.buyers, computed_at = excluded.computed_at`
  if (segments.length === 0) return
  await tx`
    insert into segment_flips as f (part, profile_id, segment_id, workspace_id, at)
    select b.part, b.profile_id, s.id, ${workspaceId}, ${now}
    from (select distinct part, profile_id from events where workspace_id = ${workspaceId} and name = 'Placed Order') b
    cross join unnest(${segments}::uuid[]) s(id)
    order by 1, 2, 3
    on conflict (part, profile_id, segment_id) do update set at = least(f.at, excluded.at)`
}

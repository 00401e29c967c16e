import type { Sql } from '../client.ts'

export interface PersonGroup {
  kind: 'list' | 'segment'
  id: string
  name: string
  since: Date
}
export interface PersonFlow {
  flow: { id: string; name: string }
  run: string
  since: Date
  node: string | null
}

/** The lists and segments that a person is in, by name. */
export function groupsOfPerson(
  sql: Sql,
  { part, profileId }: { part: number; profileId: string },
): Promise<PersonGroup[]> {
  return sql<PersonGroup[]>`
    select m.kind, m.group_id as id, coalesce(l.name, s.name) as name, m.since
    from memberships m
    left join lists l on l.id = m.group_id and m.kind = 'list' left join segments s on s.id = m.group_id and m.kind = 'segment'
    where m.part = ${part} and m.profile_id = ${profileId} and coalesce(l.name, s.name) is not null
    order by 3, 2`
}

/** The flows that a person is in now, who came last first. */
export function flowsOfPerson(
  sql: Sql,
  { part, profileId }: { part: number; profileId: string },
): Promise<PersonFlow[]> {
  return sql<PersonFlow[]>`
    select jsonb_build_object('id', f.id, 'name', f.name) as flow, r.id as run, r.started_at as since, r.node
    from runs r join flows f on f.id = r.flow_id
    where r.part = ${part} and r.profile_id = ${profileId} and r.status in ('waiting', 'held')
    order by r.started_at desc limit 100`
}

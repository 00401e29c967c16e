import type { Condition } from '#flows/conditions/condition.ts'
import { countedEvents, leavesOf } from '#flows/conditions/problems.ts'
import type { Sql, Tx } from '../../client.ts'
import { conditionSql } from './condition-sql.ts'
import type { SqlSubject } from './sql-subject.ts'

/** How many people a condition holds of. */
export async function countPeople(sql: Sql | Tx, condition: Condition, subject: SqlSubject): Promise<number> {
  const { joins, holds } = conditionSql(sql, condition, subject)
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from profiles p ${joins}
    where p.workspace_id = ${subject.workspaceId} and p.merged_into is null and ${holds}`
  return row!.count
}

/** Ids of some people a condition holds of, who came last first. */
export async function samplePeople(
  sql: Sql | Tx,
  condition: Condition,
  subject: SqlSubject,
  limit: number,
): Promise<string[]> {
  const { joins, holds } = conditionSql(sql, condition, subject)
  const rows = await sql<{ id: string }[]>`
    select p.id from profiles p ${joins}
    where p.workspace_id = ${subject.workspaceId} and p.merged_into is null and ${holds}
    order by p.created_at desc, p.id desc limit ${limit}`
  return rows.map(({ id }) => id)
}

/**
 * Makes the members of one part those that the condition holds of, and notes who came and who left; returns how many did. Segments
 * that ask for this one are judged again for those (`dependents`). Waits for nobody's lock but those of the rows it changes.
 */
export async function setMembers(
  tx: Tx,
  {
    part,
    segment,
    subject,
    dependents,
    now,
  }: {
    part: number
    segment: { id: string; definition: Condition }
    subject: SqlSubject
    dependents: readonly string[]
    now: Date
  },
): Promise<{ entered: number; left: number }> {
  const { joins, holds } = conditionSql(tx, segment.definition, { ...subject, part })
  const { workspaceId } = subject
  const [row] = await tx<{ entered: number; left: number }[]>`
    with held as materialized (
      select p.id from profiles p ${joins}
      where p.part = ${part} and p.workspace_id = ${workspaceId} and p.merged_into is null and ${holds}),
    came as (
      insert into memberships (part, profile_id, kind, group_id, workspace_id, since)
      select ${part}::smallint, h.id, 'segment', ${segment.id}::uuid, ${workspaceId}::uuid, ${now}::timestamptz from held h
      on conflict do nothing returning profile_id),
    went as (
      delete from memberships m
      where m.part = ${part} and m.kind = 'segment' and m.group_id = ${segment.id} and m.profile_id not in (select id from held)
      returning m.profile_id),
    changed as (select profile_id, true as came from came union all select profile_id, false from went),
    kept as (
      insert into membership_changes (part, id, profile_id, kind, group_id, workspace_id, at, came)
      select ${part}::smallint, gen_random_uuid(), profile_id, 'segment', ${segment.id}::uuid, ${workspaceId}::uuid,
        ${now}::timestamptz, came from changed),
    asked as (
      insert into segment_flips as f (part, profile_id, segment_id, workspace_id, at)
      select ${part}::smallint, c.profile_id, d.id, ${workspaceId}::uuid, ${now}::timestamptz
      from changed c cross join unnest(${[...dependents]}::uuid[]) d(id)
      on conflict (part, profile_id, segment_id) do update set at = least(f.at, excluded.at))
    select count(*) filter (where came)::int as entered, count(*) filter (where not came)::int as left from changed`
  return row!
}

/** People of a part whose place in a segment the clock may change, or everyone, in the order of their ids, after one. */
export async function peopleToJudge(
  tx: Sql | Tx,
  {
    part,
    workspaceId,
    definition,
    everyone,
    after,
    limit,
  }: {
    part: number
    workspaceId: string
    definition: Condition
    everyone: boolean
    after: string | null
    limit: number
  },
): Promise<string[]> {
  const names = [...new Set(countedEvents(definition))]
  const leaves = leavesOf(definition)
  const messages = leaves.some(({ kind }) => kind === 'engagement')
  const dates = leaves.some(
    (leaf) => leaf.kind === 'property' && leaf.of === 'profile' && leaf.op.startsWith('in_'),
  )
  const last = after ?? '00000000-0000-0000-0000-000000000000'
  // segments that this one asks for flip by themselves; whoever may, may change this one too
  const all = everyone || dates || leaves.some(({ kind }) => kind === 'segment')
  const rows = await tx<{ id: string }[]>`
    select p.id from profiles p
    where p.part = ${part} and p.id > ${last} and p.workspace_id = ${workspaceId} and p.merged_into is null
      and (${all}
        or exists (select 1 from events e where e.part = p.part and e.profile_id = p.id and e.name = any(${names}::text[]))
        or (${messages} and exists (select 1 from messages m where m.part = p.part and m.profile_id = p.id)))
    order by p.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Keeps sweeps of a part apart from what works out all of its members at once. `alone`: the latter. */
export async function holdPart(tx: Tx, part: number, alone: boolean): Promise<void> {
  const key = SWEEP_LOCK + part
  await (alone ? tx`select pg_advisory_xact_lock(${key})` : tx`select pg_advisory_xact_lock_shared(${key})`)
}

/** Any number that nothing else in Akis locks by. */
const SWEEP_LOCK = 724_190_000

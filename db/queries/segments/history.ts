import type { Sql } from '../../client.ts'

/** Who came into and left a group on each of the last days in a zone, the oldest first; every day has a row. */
export function sizeChanges(
  sql: Sql,
  { groupId, zone, now, days }: { groupId: string; zone: string; now: Date; days: number },
): Promise<{ day: string; entered: number; left: number }[]> {
  return sql<{ day: string; entered: number; left: number }[]>`
    with days as (
      select d::date as day from generate_series(
        (${now}::timestamptz at time zone ${zone})::date - ${days - 1}::int, (${now}::timestamptz at time zone ${zone})::date,
        interval '1 day') d)
    select to_char(d.day, 'YYYY-MM-DD') as day, count(*) filter (where c.came)::int as entered,
      count(*) filter (where not c.came)::int as left
    from days d left join membership_changes c
      on c.group_id = ${groupId} and c.at >= (d.day::timestamp at time zone ${zone})
        and c.at < ((d.day + 1)::timestamp at time zone ${zone})
    group by d.day order by d.day`
}

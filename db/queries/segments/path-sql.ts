import type { Sql, Tx } from '../../client.ts'
import type { Fragment } from './compare-sql.ts'

const INDEX = /^(0|[1-9]\d{0,8})$/

/** `readPath` of flows/json.ts as SQL: a part that is a number counts in lists and names in objects. */
export function pathSql(sql: Sql | Tx, root: Fragment, parts: readonly string[]): Fragment {
  return parts.reduce<Fragment>(
    (at, part) =>
      INDEX.test(part)
        ? sql`(case jsonb_typeof(${at}) when 'array' then ${at} -> ${Number(part)}::int else ${at} -> ${part}::text end)`
        : sql`(${at} -> ${part}::text)`,
    root,
  )
}

import type postgres from 'postgres'
import { duration, instant, number, text } from '#flows/conditions/compare.ts'
import type { Operator } from '#flows/conditions/condition.ts'
import { isoTime } from '#flows/iso-time.ts'
import type { Json } from '#flows/json.ts'
import type { Sql, Tx } from '../../client.ts'

export type Fragment = postgres.Fragment

/** `compare` of flows/conditions as SQL: whether the operator holds for a jsonb expression, never null. `now`: milliseconds since 1970. */
export function compareSql(
  sql: Sql | Tx,
  { op, actual, expected, now }: { op: Operator; actual: Fragment; expected: Json | undefined; now: number },
): Fragment {
  const list = Array.isArray(expected) ? expected : [expected]
  const any = (values: (Json | undefined)[]) =>
    anyOf(
      sql,
      values.map((value) => same(sql, actual, value)),
    )
  const not = (holds: Fragment) => sql`(not ${holds})`
  const order = (sign: Fragment, value: Json | undefined) => ordered(sql, actual, sign, value)
  switch (op) {
    case 'exists':
      return sql`(coalesce(jsonb_typeof(${actual}), 'null') <> 'null')`
    case 'missing':
      return sql`(coalesce(jsonb_typeof(${actual}), 'null') = 'null')`
    case 'is':
    case 'eq':
      return any([expected])
    case 'is_not':
    case 'neq':
      return not(any([expected]))
    case 'contains':
      return contains(sql, actual, expected)
    case 'not_contains':
      return not(contains(sql, actual, expected))
    case 'starts_with':
      return textual(sql, expected, (t) => sql`starts_with(akis_text(${actual}), ${t})`)
    case 'ends_with':
      return textual(sql, expected, (t) => sql`right(akis_text(${actual}), char_length(${t}::text)) = ${t}`)
    case 'in':
      return any(list)
    case 'not_in':
      return not(any(list))
    case 'gt':
    case 'after':
      return order(sql`>`, expected)
    case 'gte':
      return order(sql`>=`, expected)
    case 'lt':
    case 'before':
      return order(sql`<`, expected)
    case 'lte':
      return order(sql`<=`, expected)
    case 'between':
      return sql`(${order(sql`>=`, list[0])} and ${order(sql`<=`, list[1])})`
    case 'in_last':
      return spanned(sql, expected, (ms) => {
        const at = sql`akis_instant(${actual})`
        return sql`(${at} > ${isoTime(now - ms)}::timestamptz and ${at} <= ${isoTime(now)}::timestamptz)`
      })
    case 'in_next':
      return spanned(sql, expected, (ms) => {
        const at = sql`akis_instant(${actual})`
        return sql`(${at} >= ${isoTime(now)}::timestamptz and ${at} < ${isoTime(now + ms)}::timestamptz)`
      })
  }
}

export const anyOf = (sql: Sql | Tx, parts: Fragment[]): Fragment =>
  parts.length === 0 ? sql`false` : sql`(${parts.reduce((all, one) => sql`${all} or ${one}`)})`

export const allOf = (sql: Sql | Tx, parts: Fragment[]): Fragment =>
  parts.length === 0 ? sql`true` : sql`(${parts.reduce((all, one) => sql`${all} and ${one}`)})`

function same(sql: Sql | Tx, actual: Fragment, expected: Json | undefined): Fragment {
  const [n, t] = [number(expected), text(expected)]
  if (t === undefined && n === undefined) return sql`false`
  const textSame = t === undefined ? sql`false` : sql`akis_text(${actual}) = ${t}`
  if (n === undefined) return sql`coalesce(${textSame}, false)`
  return sql`coalesce(case when akis_number(${actual}) is not null then akis_number(${actual}) = ${n}::float8
    else ${textSame} end, false)`
}

function contains(sql: Sql | Tx, actual: Fragment, expected: Json | undefined): Fragment {
  const item = sql`item.value`
  const inText = textual(sql, expected, (t) => sql`strpos(akis_text(${actual}), ${t}) > 0`)
  return sql`(case when jsonb_typeof(${actual}) = 'array'
    then exists (select 1 from jsonb_array_elements(${actual}) item where ${same(sql, item, expected)}) else ${inText} end)`
}

function textual(sql: Sql | Tx, expected: Json | undefined, holds: (folded: string) => Fragment): Fragment {
  const t = text(expected)
  return t === undefined ? sql`false` : sql`coalesce(${holds(t)}, false)`
}

function ordered(sql: Sql | Tx, actual: Fragment, sign: Fragment, expected: Json | undefined): Fragment {
  const n = number(expected)
  if (n !== undefined) return sql`coalesce(akis_number(${actual}) ${sign} ${n}::float8, false)`
  const at = instant(expected)
  return at === undefined
    ? sql`false`
    : sql`coalesce(akis_instant(${actual}) ${sign} ${isoTime(at)}::timestamptz, false)`
}

function spanned(sql: Sql | Tx, expected: Json | undefined, holds: (ms: number) => Fragment): Fragment {
  const ms = duration(expected)
  return ms === undefined ? sql`false` : sql`coalesce(${holds(ms)}, false)`
}

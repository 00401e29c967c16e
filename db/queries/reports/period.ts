import type { Sql } from '../../client.ts'

/** A span of time, from its first instant up to but not including its last; null is open. */
export interface Period {
  from: Date | null
  to: Date | null
}

/** The column lies in the period; a null instant never does, in an open period either. */
export function within(sql: Sql, column: string, { from, to }: Period) {
  const name = sql(column)
  if (from && to) return sql`(${name} >= ${from} and ${name} < ${to})`
  if (from) return sql`${name} >= ${from}`
  if (to) return sql`${name} < ${to}`
  return sql`${name} is not null`
}

/** The column lies before the period's end. */
export function beforeEnd(sql: Sql, column: string, { to }: Period) {
  return to ? sql`${sql(column)} < ${to}` : sql`${sql(column)} is not null`
}

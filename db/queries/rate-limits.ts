import type { Sql } from '../client.ts'

/**
 * Counts one attempt under a key, in a window that begins with its first attempt, in one statement.
 * Instants in epoch milliseconds.
 */
export async function countAttempt(
  sql: Sql,
  attempt: { id: string; key: string; at: number; windowMs: number },
): Promise<{ count: number; startedAt: number }> {
  const { id, key, at, windowMs } = attempt
  const [row] = await sql<{ count: number; startedAt: string }[]>`
    insert into rate_limits as r (id, key, count, last_request) values (${id}, ${key}, 1, ${at})
    on conflict (key) do update set
      count = case when r.last_request + ${windowMs}::bigint <= excluded.last_request then 1 else r.count + 1 end,
      last_request = case when r.last_request + ${windowMs}::bigint <= excluded.last_request
        then excluded.last_request else r.last_request end
    returning count, last_request as "startedAt"`
  return { count: row!.count, startedAt: Number(row!.startedAt) }
}

export async function forgetAttempts(sql: Sql, key: string): Promise<void> {
  await sql`delete from rate_limits where key = ${key}`
}

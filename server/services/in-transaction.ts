import type { Sql, Tx } from '#db/client.ts'

const MOST_TRIES = 5
/** Deadlock found, could not serialise: the transaction left no trace and may be run again. */
const AGAIN = new Set(['40P01', '40001'])

/** Runs a transaction, and again when it met a deadlock or one of the named errors; the last error is thrown. */
export async function inTransaction<T>(
  sql: Sql,
  again: (new (...args: never[]) => Error)[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await sql.begin((tx) => work(tx))) as T
    } catch (error) {
      const code = (error as { code?: string }).code
      const retriable = (code !== undefined && AGAIN.has(code)) || again.some((kind) => error instanceof kind)
      if (!retriable || attempt === MOST_TRIES) throw error
    }
  }
}

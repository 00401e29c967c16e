import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { endCutTransactions } from './cut-transactions.ts'
import * as schema from './schema/index.ts'

/** A pool (or a transaction in it) that speaks plain SQL. Instants are `Date`s, numerics strings. */
export type Sql = postgres.Sql
export type Tx = postgres.TransactionSql

export interface PoolOptions {
  max?: number
  applicationName?: string
  /**
   * For small batches out of large tables: no plan that reads a whole table is ever right for them, whatever the statistics
   * say, which are empty on the first day and were taken while nothing was due on others.
   */
  batches?: boolean
  /** How long its transactions may last: `briefly` says. */
  limits?: TransactionLimits
  /** What PostgreSQL has to say besides its answers; nothing by default. */
  onNotice?: (notice: postgres.Notice) => void
}

/** Settings of a session that end a transaction which goes on too long. */
export type TransactionLimits = Record<string, string>

/** A process that is frozen keeps its locks no longer than this: others take over what it had claimed. */
const LONGEST_SILENCE = '10s'
const LONGEST_TRANSACTION = '30s'

/** The limits for pools whose transactions are batches. PostgreSQL before 17 knows only the first, and refuses what it does not know. */
export async function briefly(sql: Sql): Promise<TransactionLimits> {
  const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`
  return {
    idle_in_transaction_session_timeout: LONGEST_SILENCE,
    ...(row!.version >= 170_000 ? { transaction_timeout: LONGEST_TRANSACTION } : {}),
  }
}

/** Opens a pool. The caller ends it with `sql.end()`. */
export function openPool(
  url: string,
  { max = 10, applicationName = 'akis', batches = false, limits = {}, onNotice = () => {} }: PoolOptions = {},
): Sql {
  const sql = postgres(url, {
    max,
    onnotice: onNotice,
    backoff: reconnectSeconds,
    connection: {
      application_name: applicationName,
      // whatever zone somebody's own server is set to, a month begins where ours does
      TimeZone: 'UTC',
      ...limits,
      ...(batches
        ? {
            enable_bitmapscan: 'off',
            enable_seqscan: 'off',
            enable_hashjoin: 'off',
            enable_mergejoin: 'off',
          }
        : {}),
    },
  })
  return endCutTransactions(sql)
}

/** The driver's own pauses grow to 20 s: requests would wait that long for their 503, and for a database that is back. */
const reconnectSeconds = (attempt: number) => Math.min(0.01 * 2 ** attempt, 0.5)

/** Drizzle over a pool of its own: it changes how its pool reads dates, so pools are never shared with plain SQL. */
export function openDrizzle(url: string, max = 4) {
  const client = endCutTransactions(postgres(url, { max, onnotice: () => {}, backoff: reconnectSeconds }))
  return { db: drizzle(client, { schema }), end: () => client.end() }
}

import type { Sql, Tx } from '../client.ts'

export const WAKE_CHANNEL = 'akis_wake'

/** A queue of the worker that may have something to do; `flows` says that a live flow changed. */
export type WakeTopic = 'route' | 'advance' | 'deliver' | 'flows' | 'jobs' | 'segments'

/** Tells every worker that a queue has something; inside a transaction it is heard at the commit. */
export async function wake(sql: Sql | Tx, topic: WakeTopic): Promise<void> {
  await sql`select pg_notify(${WAKE_CHANNEL}, ${topic})`
}

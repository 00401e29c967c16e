import { fromBunSql, PgBoss, type QueueOptions } from 'pg-boss'
import type { Sql, Tx } from './client.ts'

export const JOB_QUEUE = 'jobs'
/** Where ids go that were taken up and dropped too often: whoever works on them dies. */
export const LOST_JOB_QUEUE = 'jobs-lost'

/** How often a job is taken up again after its worker died or stopped, or the database was away. */
export const MOST_RETRIES = 20
/** A worker that has not been heard of for so long is dead; found out at the next look, `LOOK_SECONDS` later at most. */
const HEARTBEAT_SECONDS = 30
const LOOK_SECONDS = 15

const JOBS: QueueOptions = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  // a day is the longest the library knows; a job that takes longer goes on from its checkpoint
  expireInSeconds: 86_400,
  retryLimit: MOST_RETRIES,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  deleteAfterSeconds: 86_400,
}

const JSON_OID = 114

/**
 * The job library over one of our pools: it opens no connection of its own. It binds JSON as text, which the driver would
 * quote once more.
 */
function over(sql: Sql | Tx) {
  const asJson = (value: unknown) =>
    typeof value === 'string' && /^[[{]/.test(value) ? sql.typed(JSON.parse(value), JSON_OID) : value
  const speaking =
    (on: Sql | Tx) =>
    async (text: string, values: unknown[] = []) =>
      on.unsafe(text, values.map(asJson) as never[])
  return fromBunSql({
    unsafe: speaking(sql),
    reserve: async () => {
      const one = await (sql as Sql).reserve()
      return { unsafe: speaking(one), release: () => one.release() }
    },
  })
}

const OPTIONS = {
  schema: 'pgboss',
  // its cron, its registry of processes and its look at vacuum are not needed
  schedule: false,
  registerInstance: false,
  monitorVacuum: false,
} as const

/** Brings the job library's own tables to its newest shape. Safe to call at once from several processes. */
export async function migrateJobQueue(sql: Sql): Promise<void> {
  const boss = new PgBoss({ ...OPTIONS, db: over(sql), supervise: false })
  await boss.start()
  try {
    await boss.createQueue(LOST_JOB_QUEUE, { retryLimit: MOST_RETRIES, retryDelay: 5 })
    await boss.createQueue(JOB_QUEUE, { ...JOBS, deadLetter: LOST_JOB_QUEUE })
    await boss.updateQueue(JOB_QUEUE, { ...JOBS, deadLetter: LOST_JOB_QUEUE })
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** The library as a worker uses it; to be started. `onError` hears of what it tries again by itself. */
export function jobQueue(sql: Sql, onError: (error: unknown) => void): PgBoss {
  const boss = new PgBoss({
    ...OPTIONS,
    db: over(sql),
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
  })
  boss.on('error', onError)
  return boss
}

/** Puts a job's id in the queue, in the transaction that stores the job. `afterSeconds`: not before. */
export async function sendJob(tx: Tx, id: string, afterSeconds = 0): Promise<void> {
  const db = over(tx)
  // never started, so it has no timers, and never asked twice, so it keeps no transaction that is over
  const sender = new PgBoss({ ...OPTIONS, db, migrate: false, supervise: false })
  await sender.send(JOB_QUEUE, { id }, { id, db, ...(afterSeconds > 0 ? { startAfter: afterSeconds } : {}) })
}

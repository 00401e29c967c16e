import { readFileSync } from 'node:fs'
import type { Sql } from '#db/client.ts'
import type { App } from '../e2e/support/app.ts'
import { webPid, workerPid } from '../e2e/support/processes.ts'

/** What the app weighs at one moment. */
export interface Sample {
  webMb: number
  workerMb: number
  /** Rows that are gone and not yet cleaned up, of all tables. */
  deadRows: number
  inboxMb: number
  /** Rows of the queue that are still to be routed. */
  waiting: number
  /** All tables and indexes that grow with what is kept. */
  keptMb: number
  keptRows: number
}

/** Its rows come and go: the size must not follow what went through. */
const QUEUES = ['inbox']

export async function takeSample(app: App, sql: Sql): Promise<Sample> {
  const tables = await sql<{ name: string; live: number; dead: number; mb: number }[]>`
    select relname as name, n_live_tup::int as live, n_dead_tup::int as dead,
      pg_total_relation_size(relid)::float8 / 1048576 as mb
    from pg_stat_user_tables where schemaname = 'public'`
  const [inbox] = await sql<
    { waiting: number }[]
  >`select count(*)::int as waiting from inbox where error is null`
  const queues = tables.filter(({ name }) => QUEUES.includes(name))
  const kept = tables.filter(({ name }) => !QUEUES.includes(name))
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    webMb: rssMb(webPid(app)),
    workerMb: rssMb(workerPid(app)),
    deadRows: sum(tables.map(({ dead }) => dead)),
    inboxMb: sum(queues.map(({ mb }) => mb)),
    waiting: inbox!.waiting,
    keptMb: sum(kept.map(({ mb }) => mb)),
    keptRows: sum(kept.map(({ live }) => live)),
  }
}

function rssMb(pid: number | undefined): number {
  if (pid === undefined) throw new Error('A process of the app is not running')
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024
}

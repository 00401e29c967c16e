import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as drizzleMigrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { migrateJobQueue } from './job-queue.ts'

const MIGRATIONS_LOCK = 4_201_001

/** Brings the database to the newest schema. Several processes may call it at once: they take turns. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${MIGRATIONS_LOCK})`
    await drizzleMigrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    })
    await prepareJobQueue(url)
  } finally {
    await client.end()
  }
}

/** Drizzle changes how its connection reads and writes: the job library gets one of its own while ours holds the turn. */
async function prepareJobQueue(url: string): Promise<void> {
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  try {
    await migrateJobQueue(sql)
  } finally {
    await sql.end()
  }
}

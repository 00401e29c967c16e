import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { openPool, type PoolOptions, type Sql } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { keyHash } from '#server/services/keys/authenticate-key.ts'

export interface BenchDatabase {
  url: string
  /** Holds the database; removed at the end. */
  dataDir: string
  /** A pool on it (or on another database of the server), ended with the bench. */
  pool: (options?: PoolOptions, url?: string) => Sql
  /** Makes one more empty database on the same server, for a peer; returns its address. */
  another: (name: string) => Promise<string>
  /** Something else to stop, before the database. */
  onEnd: (stop: () => unknown) => void
}

/** Runs a bench on an embedded PostgreSQL of its own, as it comes (fsync on) and migrated, and leaves nothing behind. */
export async function withDatabase(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'akis-bench-'))
  const server = await startEmbedded({ dataDir, port: 0 })
  const stops: (() => unknown)[] = []
  const pools: Sql[] = []
  const end = once(async () => {
    for (const stop of stops.reverse()) await stop()
    for (const sql of pools) await sql.end({ timeout: 5 })
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => end().finally(() => process.exit(1)))
  const pool = (options?: PoolOptions, url = server.url) => {
    const sql = openPool(url, options)
    pools.push(sql)
    return sql
  }
  try {
    await migrate(server.url)
    await work({
      url: server.url,
      dataDir,
      pool,
      another: async (name) => {
        await pool({ max: 1 }).unsafe(`create database ${name}`)
        return server.urlOf(name)
      },
      onEnd: (stop) => stops.push(stop),
    })
  } finally {
    await end()
  }
}

/** An API key that may send events, and the workspace it belongs to. */
export async function makeShop(sql: Sql, key: string): Promise<string> {
  const id = v7()
  const now = new Date()
  await sql`insert into workspaces (id, name, slug, created_at) values (${id}, 'Bench', 'bench', ${now})`
  await sql`
    insert into api_keys (id, workspace_id, name, kind, hash, prefix, scopes, created_at)
    values (${v7()}, ${id}, 'bench', 'secret', ${keyHash(key)}, 'ak_bench', '{ingest}', ${now})`
  return id
}

/** A number from the environment: benches are shortened with them. */
export const knob = (name: string, normally: number): number => Number(process.env[name] ?? normally)

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

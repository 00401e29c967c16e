import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPool, type Sql } from '#db/client.ts'
import { isAlive } from '#db/embedded/postmaster.ts'
import { type Embedded, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

const PATIENCE_MS = 60_000

/** An embedded PostgreSQL of a test's own, as durable as a shop's, that can be killed. */
export class CrashDatabase {
  readonly sql: Sql
  readonly url: string
  private server: Embedded
  private readonly dataDir: string

  private constructor(dataDir: string, server: Embedded) {
    this.dataDir = dataDir
    this.server = server
    this.url = server.url
    this.sql = openPool(server.url, { max: 4, applicationName: 'crash test' })
  }

  static async start(): Promise<CrashDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'akis-crash-'))
    const server = await startEmbedded({ dataDir, port: 0 })
    await migrate(server.url)
    return new CrashDatabase(dataDir, server)
  }

  /** Kills the server with all its processes at once and starts it again at the same address. */
  async crash(): Promise<void> {
    const { pid, port } = this.server
    const family = [pid, ...childrenOf(pid)]
    for (const one of family) kill(one)
    while (family.some(isAlive)) await sleep(10)
    this.server = await startEmbedded({ dataDir: this.dataDir, port })
    if (this.server.port !== port) throw new Error(`PostgreSQL came back at ${this.server.port}, not ${port}`)
  }

  /** Asks until it is answered: the server may be away. */
  async ask<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    for (const deadline = performance.now() + PATIENCE_MS; ; ) {
      try {
        return await question(this.sql)
      } catch (error) {
        if (!isAway(error) || performance.now() > deadline) throw error
        await sleep(100)
      }
    }
  }

  async stop(): Promise<void> {
    await this.sql.end({ timeout: 5 })
    await this.server.stop()
    await rm(this.dataDir, { recursive: true, force: true })
  }
}

/** The connection was lost or refused, or the server is just starting or ending. */
function isAway(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && (/^57P0/.test(code) || !/^[0-9A-Z]{5}$/.test(code))
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return new RegExp(`^PPid:\\s+${parent}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'))
      } catch {
        return false
      }
    })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // a connection that was closed meanwhile
  }
}

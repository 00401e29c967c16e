import { readdirSync, readFileSync } from 'node:fs'
import type { App } from './app.ts'

interface Running {
  pid: number
  parent: number
  command: string
}

function running(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command }]
      } catch {
        return []
      }
    })
}

/** The app's worker process; undefined while it is being started again. */
export function workerPid(app: App): number | undefined {
  return childPid(app, 'worker/main.ts')
}

/** The app's web process; undefined while it is being started again. */
export function webPid(app: App): number | undefined {
  return childPid(app, 'server/web.ts')
}

function childPid(app: App, entry: string): number | undefined {
  return running().find(({ parent, command }) => parent === app.process.pid && command.includes(entry))?.pid
}

/** The database address that the launcher gave its worker. */
export function databaseUrl(app: App): string {
  const environ = readFileSync(`/proc/${workerPid(app)}/environ`, 'utf8').split('\0')
  return environ.find((line) => line.startsWith('DATABASE_URL='))!.slice('DATABASE_URL='.length)
}

/** The process id of the PostgreSQL that serves an address: the parent of every backend. */
export async function postmasterPid(
  sql: (strings: TemplateStringsArray) => Promise<{ pid: number }[]>,
): Promise<number> {
  const [{ pid } = { pid: 0 }] = await sql`select pg_backend_pid() as pid`
  return running().find((process) => process.pid === pid)!.parent
}

import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '#db/write-whole.ts'

interface RunningApp {
  pid: number
  databaseUrl: string
}

const fileIn = (dataDir: string) => join(dataDir, 'running.json')

/** Leaves word of the app that runs on a data folder, for commands; call the answer when it stops. */
export function announceApp(dataDir: string, databaseUrl: string): () => void {
  const file = fileIn(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeWhole(file, `${JSON.stringify({ pid: process.pid, databaseUrl } satisfies RunningApp)}\n`, 0o600)
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

/** The database of the app that runs on this data folder, or null; an app that was killed left its word behind. */
export function runningAppDatabase(dataDir: string): string | null {
  const app = read(fileIn(dataDir))
  return app && isLauncher(app.pid) ? app.databaseUrl : null
}

/** Whether a process is a launcher of ours: a pid may have been given to another program since. */
export function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  try {
    return /server\/main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}

function read(file: string): RunningApp | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningApp
  } catch {
    return null
  }
}

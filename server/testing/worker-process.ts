import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TEST_SECRET } from '../services/messages/testing/seed.ts'

const MAIN = fileURLToPath(new URL('../worker/main.ts', import.meta.url))

export interface WorkerProcess {
  child: ChildProcess
  /** How it ended: the exit code, or the signal that killed it. */
  ended: Promise<number | string | null>
  /** What it wrote. */
  output: () => string
}

/** A worker as a process of its own, as the launcher starts it; returns when it is ready. */
export async function workerProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<WorkerProcess> {
  let output = ''
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      AKIS_DATA_DIR: env.AKIS_DATA_DIR ?? mkdtempSync(join(tmpdir(), 'akis-worker-')),
      AKIS_SECRET: TEST_SECRET,
      ...env,
    },
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text
    })
  }
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code))
  })
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => message === 'ready' && resolve())
  })
  await Promise.race([
    ready,
    ended.then((how) => Promise.reject(new Error(`The worker ended (${how}):\n${output}`))),
  ])
  return { child, ended, output: () => output }
}

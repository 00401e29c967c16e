import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface ChildOptions {
  name: string
  /** File beside `server/`, such as `web.ts`. */
  entry: string
  args?: string[]
  /** Read at each start: the database's address may have changed. */
  env: () => Record<string, string>
  say: (line: string) => void
}

export interface Child {
  /** Ends when the child has said that it is ready, for the first time. */
  ready: Promise<void>
  /** Starts it anew, with a fresh environment. */
  restart: () => void
  /** Asks it to finish its work and end; after `patienceMs` it is killed. */
  stop: (patienceMs?: number) => Promise<void>
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000
/** A child that lived this long was well: its next crash is answered at once again. */
const WELL_AFTER_MS = 30_000

/**
 * Runs a process of ours and starts it again whenever it ends, with growing pauses.
 * The IPC channel ties it to us: it ends by itself when we are gone.
 */
export function keepChild({ name, entry, args = [], env, say }: ChildOptions): Child {
  const file = fileURLToPath(new URL(`../${entry}`, import.meta.url))
  const ready = Promise.withResolvers<void>()
  let child: ChildProcess | undefined
  let stopping = false
  let wanted = false
  let pauseMs = FIRST_PAUSE_MS

  const begin = () => {
    const startedAt = performance.now()
    wanted = false
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...env() },
    })
    child.on('message', (message) => {
      if (message === 'ready') ready.resolve()
    })
    child.on('error', (error) => say(`${name}: ${error.message}`))
    child.on('exit', async (code, signal) => {
      if (stopping) return
      if (!wanted) {
        if (performance.now() - startedAt > WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS
        say(`${name} ended (${signal ?? `code ${code}`}); starting it again in ${pauseMs} ms`)
        await sleep(pauseMs)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      }
      if (!stopping) begin()
    })
  }
  begin()

  return {
    ready: ready.promise,
    restart: () => {
      wanted = true
      child?.kill('SIGTERM')
    },
    stop: async (patienceMs = 25_000) => {
      stopping = true
      const running = child
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const over = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGTERM')
      const timer = setTimeout(() => running.kill('SIGKILL'), patienceMs)
      await over
      clearTimeout(timer)
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A peer in a process of its own, where its packages are. */
export interface Peer {
  fill: (jobs: number) => Promise<void>
  /** Milliseconds for `jobs` of the jobs that were put in before. */
  run: (jobs: number, mode?: string) => Promise<number>
  stop: () => Promise<void>
}

/** Starts `bench/peers/<name>.mjs` on a database. */
export async function startPeer(name: string, databaseUrl: string): Promise<Peer> {
  const file = fileURLToPath(new URL(`./peers/${name}.mjs`, import.meta.url))
  const child = spawn(process.execPath, [file, databaseUrl], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await answerOf(child)
  const ask = (message: Record<string, unknown>) => {
    const answered = answerOf(child)
    child.send(message)
    return answered
  }
  return {
    fill: async (jobs) => {
      await ask({ turn: 'fill', jobs })
    },
    run: async (jobs, mode) => (await ask({ turn: 'run', jobs, mode })).ms!,
    stop: async () => {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await ended
    },
  }
}

function answerOf(child: ChildProcess): Promise<{ ms?: number }> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A peer ended with code ${code}`))
    child.once('exit', ended)
    child.once('message', (message: { ms?: number; error?: string }) => {
      child.off('exit', ended)
      if (message.error) reject(new Error(message.error))
      else resolve(message)
    })
  })
}

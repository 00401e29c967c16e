import { setTimeout as sleep } from 'node:timers/promises'
import { type Embedded, startEmbedded } from '#db/embedded.ts'
import type { Settings } from '../settings.ts'
import { databaseAnswers } from './reachable.ts'

/** How long a PostgreSQL of somebody else may take to start beside us. */
const PATIENCE_MS = 60_000

export interface KeptDatabase {
  url: () => string
  stop: () => Promise<void>
}

/**
 * The database of the app: the one in DATABASE_URL, or the embedded PostgreSQL, started again whenever it ends.
 * `onMoved` is called when it came back at another address.
 */
export async function keepDatabase(
  settings: Settings,
  { say, onMoved }: { say: (line: string) => void; onMoved: () => void },
): Promise<KeptDatabase> {
  const { databaseUrl, dataDir } = settings
  if (databaseUrl) {
    await databaseAnswers(databaseUrl, PATIENCE_MS, say)
    return { url: () => databaseUrl, stop: async () => {} }
  }

  let stopping = false
  let server = await startEmbedded({ dataDir, port: settings.databasePort, say })
  void keep()
  return {
    url: () => server.url,
    stop: async () => {
      stopping = true
      await server.stop()
    },
  }

  async function keep(): Promise<void> {
    while (!stopping) {
      await server.ended
      if (stopping) return
      say('PostgreSQL ended; starting it again')
      const before: Embedded = server
      server = (await startAgain(before.port)) ?? before
      if (server.url !== before.url) onMoved()
    }
  }

  async function startAgain(port: number): Promise<Embedded | undefined> {
    for (let pauseMs = 250; !stopping; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      try {
        const started = await startEmbedded({ dataDir, port, say })
        if (stopping) await started.stop()
        return started
      } catch (error) {
        say((error as Error).message)
        await sleep(pauseMs)
      }
    }
    return undefined
  }
}

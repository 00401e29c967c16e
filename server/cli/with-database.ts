import { openPool } from '#db/client.ts'
import { runningEmbeddedUrl, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { runningAppDatabase } from '../running-app.ts'
import { closeRuntime, openRuntime, type Runtime } from '../runtime.ts'
import { loadSettings } from '../settings.ts'

/** One line for the person at the terminal; standard output is for answers only. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs a command on the app's database: the one in DATABASE_URL, that of the running app, or the embedded one, started for
 * as long as the command takes. Migrates first. DATABASE_URL is set for what the command starts.
 */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const settings = loadSettings()
  const running =
    settings.databaseUrl ??
    runningAppDatabase(settings.dataDir) ??
    (await runningEmbeddedUrl(settings.dataDir))
  const started = running
    ? null
    : await startEmbedded({ dataDir: settings.dataDir, port: settings.databasePort, say: tell })
  const url = running ?? started?.url ?? ''
  process.env.DATABASE_URL = url
  try {
    await migrate(url)
    return await work(url)
  } finally {
    if (started && !started.attached && (await isUnused(url))) await started.stop()
  }
}

/** The same with an open runtime. */
export function withRuntime<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  return withDatabase(async () => {
    try {
      return await work(await openRuntime({ name: 'command', maxConnections: 4, logFd: 2 }))
    } finally {
      await closeRuntime()
    }
  })
}

/** The app may have been started meanwhile and have attached: then the server is its own. */
async function isUnused(url: string): Promise<boolean> {
  const sql = openPool(url, { max: 1 })
  try {
    const others = await sql`
      select 1 from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`
    return others.length === 0
  } finally {
    await sql.end()
  }
}

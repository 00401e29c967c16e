import { watch } from 'node:fs'
import { parseArgs } from 'node:util'
import { migrate } from '#db/migrate.ts'
import { type Child, keepChild } from './launcher/child.ts'
import { portIsFree } from './launcher/claim-port.ts'
import { keepDatabase } from './launcher/database.ts'
import { lockDataDir } from './launcher/lock.ts'
import { onceStopped } from './process-life.ts'
import { announceApp } from './running-app.ts'
import { loadSecrets } from './secrets.ts'
import { loadSettings } from './settings.ts'

/** How long an earlier start may take to end before we call its port taken. */
const PATIENCE_MS = 15_000

const { values: options } = parseArgs({ options: { dev: { type: 'boolean', default: false } } })
const stops: (() => Promise<void>)[] = []
const say = (line: string) => process.stdout.write(`akis: ${line}\n`)
const NOT_STARTED = 'it could not start'
const end = onceStopped(async (reason) => {
  if (reason !== NOT_STARTED) say(`stopping (${reason})`)
  for (const stop of stops.reverse()) await stop()
})

try {
  await launch()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  end(NOT_STARTED, 1)
}

/** Database, migrations, web and worker, in this order; they stop in the opposite one. */
async function launch(): Promise<void> {
  const settings = loadSettings()
  if (!settings.databaseUrl) {
    const lock = await lockDataDir(settings.dataDir, PATIENCE_MS, say)
    stops.push(async () => lock.release())
  }
  if (!(await portIsFree(settings.port, settings.host, PATIENCE_MS, say))) {
    throw new Error(
      `Port ${settings.port} is in use by another program. Stop it, or start Akis with another one: PORT=${settings.port + 1} npm start`,
    )
  }
  loadSecrets(settings)

  const children: Child[] = []
  const onMoved = () => {
    announceApp(settings.dataDir, database.url())
    for (const child of children) child.restart()
  }
  const database = await keepDatabase(settings, { say, onMoved })
  stops.push(database.stop)
  await migrate(database.url())
  const withdraw = announceApp(settings.dataDir, database.url())
  stops.push(async () => withdraw())

  const env = () => ({ DATABASE_URL: database.url(), NEXT_TELEMETRY_DISABLED: '1' })
  const mode = options.dev ? ['--dev'] : []
  const web = keepChild({
    name: 'web',
    entry: 'web.ts',
    args: mode,
    env: () => ({ ...env(), ...nodeEnv() }),
    say,
  })
  const worker = keepChild({ name: 'worker', entry: 'worker/main.ts', env, say })
  children.push(web, worker)
  stops.push(async () => {
    await Promise.all([web.stop(), worker.stop()])
  })
  if (options.dev) restartOnChange(worker)

  await Promise.all([web.ready, worker.ready])
  say(`ready at ${settings.publicUrl}`)
}

function nodeEnv(): Record<string, string> {
  return { NODE_ENV: options.dev ? 'development' : 'production' }
}

/** Next reloads what it bundles; the worker is started anew when its sources change. */
function restartOnChange(worker: Child): void {
  let timer: NodeJS.Timeout | undefined
  for (const folder of ['flows', 'db', 'server']) {
    watch(folder, { recursive: true }, (_event, name) => {
      if (!name?.endsWith('.ts') || name.endsWith('.test.ts')) return
      clearTimeout(timer)
      timer = setTimeout(() => worker.restart(), 300)
    }).unref()
  }
}

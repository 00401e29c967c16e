import { briefly, openPool, type Sql, type TransactionLimits } from '#db/client.ts'
import { createLog, type Logger } from './log.ts'
import { loadSecrets, type Secrets } from './secrets.ts'
import { loadSettings, type Settings, SettingsError } from './settings.ts'

/** What a process has in hand: one of each, however many bundles the process is made of. */
export interface Runtime {
  settings: Settings
  secrets: Secrets
  log: Logger
  sql: Sql
  databaseUrl: string
}

export interface RuntimeOptions {
  /** Shown in the log and in pg_stat_activity. */
  name: string
  /** Connections of the plain pool. */
  maxConnections?: number
  /** Its transactions are short: one that is not is ended, so that a frozen process holds nobody up. */
  brief?: boolean
  /** 2 for commands, whose standard output is their answer. */
  logFd?: 1 | 2
}

const place = globalThis as { [key: symbol]: Promise<Runtime> | undefined }
const RUNTIME = Symbol.for('akis.runtime')

/** The runtime of this process; opened on first use. */
export function runtime(): Promise<Runtime> {
  return openRuntime({ name: 'app' })
}

/** Opens the runtime under a name, or returns the open one. The launcher has put DATABASE_URL in place. */
export function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  place[RUNTIME] ??= open(options)
  return place[RUNTIME]
}

/** Ends the pool, after its running statements. */
export async function closeRuntime(): Promise<void> {
  const opened = place[RUNTIME]
  place[RUNTIME] = undefined
  await (await opened)?.sql.end({ timeout: 10 })
}

async function open({
  name,
  maxConnections = 20,
  brief = false,
  logFd = 1,
}: RuntimeOptions): Promise<Runtime> {
  const settings = loadSettings()
  const { databaseUrl } = settings
  if (!databaseUrl) {
    throw new SettingsError(
      'DATABASE_URL is missing: start through `npm start`, or set it to your PostgreSQL.',
    )
  }
  return {
    settings,
    secrets: loadSecrets(settings),
    log: createLog({ level: settings.logLevel, name, fd: logFd }),
    sql: openPool(databaseUrl, {
      max: maxConnections,
      applicationName: `akis ${name}`,
      ...(brief ? { limits: await limitsOf(databaseUrl) } : {}),
    }),
    databaseUrl,
  }
}

async function limitsOf(databaseUrl: string): Promise<TransactionLimits> {
  const probe = openPool(databaseUrl, { max: 1 })
  try {
    return await briefly(probe)
  } finally {
    await probe.end()
  }
}

import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { type Account, identity, postgresAccount } from './embedded/account.ts'
import { type Binaries, usableBinaries } from './embedded/binaries.ts'
import { initialise, passwordOf } from './embedded/initialise.ts'
import { choosePlace, type Place, rememberedPlace } from './embedded/place.ts'
import { hasEnded, isAlive, type Postmaster, runningPostmaster } from './embedded/postmaster.ts'
import { writeWhole } from './write-whole.ts'

export interface EmbeddedOptions {
  dataDir: string
  /** Preferred port; 0 = the one of the last start if it is free, else any free one. */
  port: number
  /** PostgreSQL settings beside or instead of ours. */
  settings?: Record<string, string>
  /** One line for the person who waits. */
  say?: (line: string) => void
}

export interface Embedded {
  /** Of the app's own database, `akis`. */
  url: string
  urlOf: (database: string) => string
  port: number
  pid: number
  /** True when the server was already running: its starter was killed, or another process of ours has it. */
  attached: boolean
  /** Ends when the server does, for whatever reason. */
  ended: Promise<void>
  /** Fast shutdown: open transactions are rolled back, nothing committed is lost. */
  stop: () => Promise<void>
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
}

const START_TIMEOUT_MS = 90_000
const LOG_LIMIT_BYTES = 10_000_000

/**
 * Starts PostgreSQL on `dataDir`, creating it on the first start, or attaches to the one that already serves it.
 * The server outlives this process: whoever is killed leaves a sound database, and the next start attaches.
 */
export async function startEmbedded({
  dataDir,
  port,
  settings = {},
  say = () => {},
}: EmbeddedOptions): Promise<Embedded> {
  const account = postgresAccount()
  const place = choosePlace(account, resolve(dataDir))
  if (place.moved)
    say(
      `PostgreSQL runs as ${account.name}, who can't reach ${resolve(dataDir)}: its data is in ${place.home}`,
    )
  const binaries = usableBinaries(account, place.home)
  await initialise(account, binaries, place.data, settings.fsync !== 'off')

  const deadline = performance.now() + START_TIMEOUT_MS
  for (;;) {
    const found = runningPostmaster(place.data)
    if (found && (await answers(place, found))) return handle(place, found, true)
    if (!found) {
      const started = await start(account, binaries, place, port, settings)
      if (started) return handle(place, started, false)
    }
    if (performance.now() > deadline) throw new Error(`PostgreSQL doesn't start.\n${logTail(place)}`)
    await sleep(100)
  }
}

/** The address of the embedded server's database if it is running now, else null. Starts nothing. */
export async function runningEmbeddedUrl(dataDir: string): Promise<string | null> {
  const place = rememberedPlace(resolve(dataDir))
  const found = place && runningPostmaster(place.data)
  return place && found && (await answers(place, found)) ? urlOf(place, found.port, 'akis') : null
}

async function start(
  account: Account,
  { postgres: program }: Binaries,
  place: Place,
  preferredPort: number,
  settings: Record<string, string>,
): Promise<Postmaster | null> {
  clearStaleLock(place)
  const port = await freePort([preferredPort, rememberedPort(place)])
  const all = { ...SETTINGS, ...settings }
  if (existsSync(place.log) && statSync(place.log).size > LOG_LIMIT_BYTES)
    renameSync(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  const child = spawn(
    program,
    [
      '-D',
      place.data,
      '-p',
      String(port),
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...identity(account),
      cwd: '/',
      detached: true,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  let over = false
  child.on('error', () => {
    over = true
  })
  child.on('exit', () => {
    over = true
  })
  child.unref()
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!over && performance.now() < deadline) {
    const found = runningPostmaster(place.data)
    if (found && found.pid === child.pid && found.status === 'ready' && (await answers(place, found))) {
      writeWhole(join(place.home, 'port'), `${port}\n`, 0o600)
      return found
    }
    await sleep(30)
  }
  return null
}

/** PostgreSQL refuses a lock whose pid lives, though that may be another program by now; a dead one it clears itself. */
function clearStaleLock({ data }: Place): void {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (Number.isInteger(pid) && isAlive(pid) && !runningPostmaster(data)) rmSync(file, { force: true })
}

/** Whether the server answers on its port, knows our password and serves our folder; makes the app's database. */
async function answers(place: Place, { port }: Postmaster): Promise<boolean> {
  const sql = postgres(urlOf(place, port, 'postgres'), { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    const [row] = await sql`select exists (select from pg_database where datname = 'akis') as made`
    if (!row?.made) await sql`create database akis`
    return true
  } catch (error) {
    return (error as { code?: string }).code === '42P04'
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function handle(place: Place, { pid, port }: Postmaster, attached: boolean): Embedded {
  return {
    url: urlOf(place, port, 'akis'),
    urlOf: (database) => urlOf(place, port, database),
    port,
    pid,
    attached,
    ended: ended(pid),
    stop: async () => {
      if (runningPostmaster(place.data)?.pid !== pid) return
      process.kill(pid, 'SIGINT')
      if (await hasEnded(pid, 30_000)) return
      process.kill(pid, 'SIGQUIT')
      await hasEnded(pid, 10_000)
    },
  }
}

async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false })
}

function urlOf(place: Place, port: number, database: string): string {
  return `postgres://postgres:${passwordOf(place.data)}@127.0.0.1:${port}/${database}`
}

function rememberedPort({ home }: Place): number {
  const file = join(home, 'port')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}

/** How long a wished port may be in use by a start beside ours, or by what a killed server left, before another is taken. */
const PORT_PATIENCE_MS = 3_000
/** Below the ports that systems give to outgoing connections, so that a kept port is still free at the next start. */
const PORTS = { from: 20_000, to: 32_000 }

/** The first of the wished ports that is free or becomes so, else any. */
async function freePort(wishes: number[]): Promise<number> {
  for (const wish of wishes.filter(Boolean)) {
    const deadline = performance.now() + PORT_PATIENCE_MS
    do {
      if (await portIsFree(wish)) return wish
      await sleep(20 + Math.random() * 60)
    } while (performance.now() < deadline)
  }
  for (let tries = 0; tries < 100; tries++) {
    const port = Math.floor(PORTS.from + Math.random() * (PORTS.to - PORTS.from))
    if (await portIsFree(port)) return port
  }
  throw new Error('There is no free port for PostgreSQL.')
}

function portIsFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
  })
}

function logTail({ log }: Place): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : ''
}

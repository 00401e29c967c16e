import { spawn } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createHotListener } from '#server/http/listener.ts'
import { createLog } from '#server/log.ts'
import { secretsFrom } from '#server/secrets.ts'
import { Recorder } from '#server/services/events/recorder.ts'
import { readSettings } from '#server/settings.ts'
import { bareServer, rawInserts } from './bare-server.ts'
import type { Load, LoadDone } from './http-load.ts'
import { type BenchDatabase, knob, makeShop, withDatabase } from './setup.ts'
import { median, printTable, printVerdicts } from './table.ts'

const ROUNDS = knob('BENCH_ROUNDS', 5)
const SINGLES = knob('BENCH_SINGLES', 8_000)
const BODIES = knob('BENCH_BODIES', 80)
const BODY = 500
const KEY = 'ak_benchbenchbenchbenchbench'
const SECRET = 'a secret for benches that is long enough'

/**
 * Events a second through HTTP, beside what limits them: single events over 64 connections beside a bare node:http server
 * with the same group commit and beside the same route in Next; bodies of 500 beside `INSERT … SELECT FROM unnest` of 500
 * without any HTTP. Interleaved rounds against the same database, the first of them to warm up; medians, ratios.
 */
await withDatabase(async (database) => {
  const { pool, url, onEnd } = database
  const sql = pool()
  const workspaceId = await makeShop(sql, KEY)
  const client = new Worker(new URL('./http-load.ts', import.meta.url))
  onEnd(() => client.terminate())
  const listen = (listener: RequestListener) => listening(database, listener)
  const ours = await listen(
    createHotListener({
      settings: readSettings({}),
      secrets: secretsFrom(SECRET),
      log: createLog({ level: 'warn', name: 'bench', fd: 2 }),
      sql,
      databaseUrl: url,
    }) as unknown as RequestListener,
  )
  const bare = await listen(bareServer(new Recorder(pool()), workspaceId))
  const next = await startNext(database)
  const unnest = pool()

  let prefix = 10_000
  const http = async (load: Pick<Load, 'port' | 'connections' | 'requests' | 'events'>) => {
    const { ms, failed } = await drive(client, { ...load, key: KEY, prefix: String(prefix++) })
    if (failed > 0) throw new Error(`${failed} of ${load.requests} requests were not accepted`)
    return ((load.requests * load.events) / ms) * 1_000
  }
  const single = { connections: 64, requests: SINGLES, events: 1 }
  const bodies = { connections: 4, requests: BODIES, events: BODY }
  const turns = {
    single: () => http({ ...single, port: ours }),
    bare: () => http({ ...single, port: bare }),
    next: () => http({ ...single, requests: Math.ceil(SINGLES / 4), port: next }),
    bodies: () => http({ ...bodies, port: ours }),
    unnest: () => rawInserts(unnest, workspaceId, { batches: BODIES, body: BODY, prefix: String(prefix++) }),
  }
  const names = Object.keys(turns) as (keyof typeof turns)[]
  const rates = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const rate = await turns[name]()
      if (round > 0) rates.get(name)!.push(rate)
      await sql`truncate inbox, event_keys`
    }
  }
  print((name) => median(rates.get(name)!))
})

function print(rate: (name: 'single' | 'bare' | 'next' | 'bodies' | 'unnest') => number): void {
  printTable(`ingest: medians of ${ROUNDS} interleaved rounds`, [
    ['what', 'events/s'],
    ['single events, 64 connections: Akis', rate('single').toFixed(0)],
    ['single events, 64 connections: bare node:http', rate('bare').toFixed(0)],
    ['single events, 64 connections: the same route in Next', rate('next').toFixed(0)],
    [`bodies of ${BODY}, 4 connections: Akis`, rate('bodies').toFixed(0)],
    [`unnest INSERT of ${BODY}, 4 connections`, rate('unnest').toFixed(0)],
  ])
  printVerdicts('ratios', [
    {
      what: 'bodies of 500 / raw unnest INSERT',
      figure: rate('bodies') / rate('unnest'),
      target: { atLeast: 0.5 },
    },
    {
      what: 'single events / bare node:http',
      figure: rate('single') / rate('bare'),
      target: { atLeast: 0.7 },
    },
    {
      what: 'single events / the same route in Next',
      figure: rate('single') / rate('next'),
      target: { atLeast: 5 },
    },
  ])
}

function drive(client: Worker, load: Load): Promise<LoadDone> {
  return new Promise((resolve, reject) => {
    client.once('message', (done) => {
      client.off('error', reject)
      resolve(done)
    })
    client.once('error', reject)
    client.postMessage(load)
  })
}

async function listening({ onEnd }: BenchDatabase, listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  onEnd(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** The built app in a process of its own where only Next answers; returns its port. */
async function startNext({ url, dataDir, onEnd }: BenchDatabase): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./next-alone.ts', import.meta.url))], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: url,
      AKIS_DATA_DIR: dataDir,
      AKIS_SECRET: SECRET,
    },
  })
  onEnd(() => child.kill())
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve(Number(port)))
    child.once('exit', (code) => reject(new Error(`Next ended with code ${code}`)))
  })
}

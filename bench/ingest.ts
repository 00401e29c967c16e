import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { v7 } from 'uuid'
import { openPool, type Sql } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { partOf } from '#db/part.ts'
import { createHotListener } from '#server/http/listener.ts'
import { createLog } from '#server/log.ts'
import { secretsFrom } from '#server/secrets.ts'
import { eventId } from '#server/services/events/event-ids.ts'
import { Recorder } from '#server/services/events/recorder.ts'
import { keyHash } from '#server/services/keys/authenticate-key.ts'
import { readSettings } from '#server/settings.ts'
import { eventText, type Load, type LoadDone } from './http-load.ts'
import { median, printTable } from './table.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const SINGLES = Number(process.env.BENCH_SINGLES ?? 8_000)
const BODIES = Number(process.env.BENCH_BODIES ?? 80)
const BODY = 500
const KEY = 'ak_benchbenchbenchbenchbench'

/**
 * Events a second through HTTP, beside what limits them: single events over 64 connections beside a bare node:http server
 * with the same group commit, and bodies of 500 beside `INSERT … SELECT FROM unnest` of 500 without any HTTP.
 * Interleaved rounds against the same database, medians, ratios.
 */
const folder = await mkdtemp(join(tmpdir(), 'akis-bench-'))
const database = await startEmbedded({ dataDir: folder, port: 0 })
const client = new Worker(new URL('./http-load.ts', import.meta.url))
const servers: Server[] = []
const pools: Sql[] = []
try {
  await migrate(database.url)
  const pool = () => {
    const sql = openPool(database.url, { max: 10 })
    pools.push(sql)
    return sql
  }
  const sql = pool()
  const workspaceId = await makeShop(sql)
  const ours = await listen(
    createHotListener({
      settings: readSettings({}),
      secrets: secretsFrom('a secret for benches that is long enough'),
      log: createLog({ level: 'warn', name: 'bench', fd: 2 }),
      sql,
      databaseUrl: database.url,
    }) as unknown as RequestListener,
  )
  const bare = await listen(bareServer(new Recorder(pool()), workspaceId))
  const unnest = pool()

  let prefix = 10_000
  const http = async (load: Pick<Load, 'port' | 'connections' | 'requests' | 'events'>) => {
    const { ms, failed } = await drive({ ...load, key: KEY, prefix: String(prefix++) })
    if (failed > 0) throw new Error(`${failed} of ${load.requests} requests were not accepted`)
    return ((load.requests * load.events) / ms) * 1_000
  }
  const single = { connections: 64, requests: SINGLES, events: 1 }
  const bodies = { connections: 4, requests: BODIES, events: BODY }
  const turns = {
    'single events, 64 connections: Akis': () => http({ ...single, port: ours }),
    'single events, 64 connections: bare node:http': () => http({ ...single, port: bare }),
    'bodies of 500, 4 connections: Akis': () => http({ ...bodies, port: ours }),
    'unnest INSERT of 500, 4 connections': () => rawInserts(unnest, workspaceId, BODIES, String(prefix++)),
  }
  const rates = new Map(Object.keys(turns).map((name) => [name, [] as number[]]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, turn] of Object.entries(turns)) {
      const rate = await turn()
      if (round > 0) rates.get(name)!.push(rate)
      await sql`truncate inbox, event_keys`
    }
  }
  const middles = [...rates].map(([name, of]) => ({ name, rate: median(of) }))
  printTable(`ingest, ${ROUNDS} interleaved rounds, medians`, [
    ['what', 'events/s', 'ratio'],
    ...middles.map(({ name, rate }, i) => [
      name,
      rate.toFixed(0),
      i % 2 === 0 ? (rate / middles[i + 1]!.rate).toFixed(2) : 'limit',
    ]),
  ])
} finally {
  for (const server of servers) server.close()
  for (const sql of pools) await sql.end({ timeout: 5 })
  await client.terminate()
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Reads, parses, commits in the same groups, answers: no key, no checks, nothing normalised. */
function bareServer(recorder: Recorder, workspaceId: string): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      const payload = Buffer.concat(chunks).toString()
      const event = JSON.parse(payload)
      const part = partOf(workspaceId, event.profile.email)
      const kept = `${payload.slice(0, -1)},"key":${JSON.stringify(event.id)}}`
      const row = { workspaceId, key: event.id, keyPart: part, part, id: eventId(Date.now()), payload: kept }
      const [outcome] = await recorder.record([row])
      const body = JSON.stringify({ outcome })
      response.writeHead(202, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    })
  }
}

/** The same events straight into the inbox, their texts made beforehand: no keys, so nothing is idempotent. */
async function rawInserts(sql: Sql, workspaceId: string, batches: number, prefix: string): Promise<number> {
  const ready = Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: BODY }, (_, i) => {
      const n = batch * BODY + i
      return { part: n % 64, id: eventId(Date.now()), payload: eventText(prefix, n) }
    }),
  )
  const now = new Date()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let rows = ready.pop(); rows !== undefined; rows = ready.pop()) {
        await sql`
          insert into inbox (part, id, workspace_id, payload, received_at)
          select part, id, ${workspaceId}, payload, ${now} from unnest(${rows.map((row) => row.part)}::smallint[],
            ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.payload)}::text[]::jsonb[]) u(part, id, payload)`
      }
    }),
  )
  return ((batches * BODY) / (performance.now() - started)) * 1_000
}

function drive(load: Load): Promise<LoadDone> {
  return new Promise((resolve, reject) => {
    client.once('message', (done) => {
      client.off('error', reject)
      resolve(done)
    })
    client.once('error', reject)
    client.postMessage(load)
  })
}

async function makeShop(sql: Sql): Promise<string> {
  const id = v7()
  const now = new Date()
  await sql`insert into workspaces (id, name, slug, created_at) values (${id}, 'Bench', 'bench', ${now})`
  await sql`
    insert into api_keys (id, workspace_id, name, kind, hash, prefix, scopes, created_at)
    values (${v7()}, ${id}, 'bench', 'secret', ${keyHash(KEY)}, 'ak_bench', '{ingest}', ${now})`
  return id
}

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

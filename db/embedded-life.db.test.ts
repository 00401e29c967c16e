import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPool } from './client.ts'
import { type Embedded, runningEmbeddedUrl, startEmbedded } from './embedded.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'akis-embedded-'))
const settings = { shared_buffers: '16MB', max_connections: '20' }
const start = () => startEmbedded({ dataDir, port: 0, settings })
let server: Embedded

afterAll(async () => {
  await server?.stop()
  rmSync(dataDir, { recursive: true })
})

async function remembered(url: string): Promise<string[]> {
  const sql = openPool(url, { max: 1 })
  try {
    await sql`create table if not exists memory (word text)`
    return (await sql<{ word: string }[]>`select word from memory order by word`).map(({ word }) => word)
  } finally {
    await sql.end()
  }
}

async function remember(url: string, word: string): Promise<void> {
  await remembered(url)
  const sql = openPool(url, { max: 1 })
  await sql`insert into memory values (${word})`
  await sql.end()
}

test('a first start makes a database that only its owner can enter', async () => {
  server = await start()
  expect(server.attached).toBe(false)
  await remember(server.url, 'one')
  expect(statSync(join(dataDir, 'postgres', 'data', 'akis-password')).mode & 0o777).toBe(0o600)
  const stranger = openPool(server.url.replace(/:[^:@]*@/, ':wrong@'), { max: 1 })
  await expect(stranger`select 1`).rejects.toThrow('password')
  await stranger.end()
})

test('a second start attaches to the server that runs', async () => {
  const second = await start()
  expect(second).toMatchObject({ attached: true, url: server.url, pid: server.pid })
  expect(await runningEmbeddedUrl(dataDir)).toBe(server.url)
})

test('two starts after a kill -9 agree on one server, at the same port, with all that was committed', async () => {
  process.kill(server.pid, 'SIGKILL')
  await server.ended
  const both = await Promise.all([start(), start()])
  expect(both[0].pid).toBe(both[1].pid)
  expect(both[0].port).toBe(server.port)
  server = both[0]
  expect(await remembered(server.url)).toEqual(['one'])
})

test('a lock whose process id another program has by now stops nothing', async () => {
  await server.stop()
  expect(await runningEmbeddedUrl(dataDir)).toBeNull()
  const lock = join(dataDir, 'postgres', 'data', 'postmaster.pid')
  expect(existsSync(lock)).toBe(false)
  writeFileSync(lock, `${process.pid}\n/elsewhere\n0\n5432\n`)
  server = await start()
  expect(await remembered(server.url)).toEqual(['one'])
})

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort, startApp } from './support/app.ts'
import { workerPid } from './support/processes.ts'

const launch = (env: Record<string, string>) =>
  spawnSync(process.execPath, ['server/main.ts'], { env: { ...process.env, ...env }, encoding: 'utf8' })

async function recorded(url: string, key: string, id: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'Signed Up', id, profile: { external_id: 'c-1' } }),
  })
  return ((await answer.json()) as { accepted: number }).accepted
}

test('killed with -9, the next start has the same port, the same key and every event', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'akis-house-'))
  const env = { AKIS_DATA_DIR: dataDir, PORT: String(await freePort()) }
  const first = await startApp(env)
  const key = await first.cli('keys', 'create', '--scopes', 'ingest,read')
  expect(key).toMatch(/^ak_\S+$/)
  expect(await recorded(first.url, key, 'evt_1')).toBe(1)

  first.process.kill('SIGKILL')
  const second = await startApp(env)
  expect(await recorded(second.url, key, 'evt_1')).toBe(0)
  expect(await recorded(second.url, key, 'evt_2')).toBe(1)

  const worker = workerPid(second)
  process.kill(worker!, 'SIGKILL')
  await expect.poll(() => workerPid(second) ?? worker).not.toBe(worker)

  second.process.kill('SIGTERM')
  await expect.poll(() => second.process.exitCode).toBe(0)
  const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  expect(left).not.toContain(dataDir)
  rmSync(dataDir, { recursive: true })
})

test('a bad setting stops the start with its name and what was expected', () => {
  const { status, stderr } = launch({ PORT: '99999', AKIS_ALLOW_PRIVATE_NETWORK: 'yes' })
  expect(status).toBe(1)
  expect(stderr).toContain('PORT is "99999"; expected a whole number from 1 to 65535')
  expect(stderr).toContain('AKIS_ALLOW_PRIVATE_NETWORK is "yes"; expected 0 or 1')
})

test('a port that another program has is named', async () => {
  const other: Server = createServer()
  await new Promise<void>((resolve) => other.listen(0, resolve))
  const { port } = other.address() as AddressInfo
  const dataDir = mkdtempSync(join(tmpdir(), 'akis-house-'))
  const { status, stderr } = launch({ PORT: String(port), AKIS_DATA_DIR: dataDir })
  other.close()
  rmSync(dataDir, { recursive: true })
  expect(status).toBe(1)
  expect(stderr).toContain(`Port ${port} is in use by another program`)
})

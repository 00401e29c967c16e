import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPool } from '../client.ts'
import { startEmbedded } from '../embedded.ts'
import { migrate } from '../migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'akis-test-'))
  const server = await startEmbedded({
    dataDir: folder,
    port: 0,
    settings: { fsync: 'off', max_connections: '200' },
  })
  const admin = openPool(server.urlOf('postgres'), { max: 1 })
  await admin.unsafe('create database akis_template')
  await admin.end()
  await migrate(server.urlOf('akis_template'))
  project.provide('postgresUrl', server.urlOf('postgres'))
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

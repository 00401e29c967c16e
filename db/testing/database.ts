import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { openPool, type Sql } from '../client.ts'

export interface TestDatabase {
  sql: Sql
  url: string
}

/** A fresh clone of the migrated template for the calling test file; dropped when the file is done. */
export function testDatabase(): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const database = {} as TestDatabase
  beforeAll(async () => {
    const adminUrl = inject('postgresUrl')
    const admin = openPool(adminUrl, { max: 1 })
    await admin.unsafe(`create database ${name} template akis_template`)
    await admin.end()
    const url = new URL(adminUrl)
    url.pathname = `/${name}`
    database.url = url.href
    database.sql = openPool(url.href, { max: 8 })
  })
  afterAll(async () => {
    await database.sql.end({ timeout: 5 })
    const admin = openPool(inject('postgresUrl'), { max: 1 })
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return database
}

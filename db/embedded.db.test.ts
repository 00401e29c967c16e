import { expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'

const database = testDatabase()

test('each test file gets a migrated database of its own', async () => {
  const tables = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'`
  const names = tables.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['events', 'profiles', 'runs', 'messages']))
})

test('it is a PostgreSQL that knows Turkish letters whatever the machine speaks', async () => {
  const [row] = await database.sql`
    select current_setting('server_version_num')::int >= 180000 as modern, lower('ŞÇĞÜÖ') as folded,
           pg_encoding_to_char(encoding) as encoding, datlocprovider as provider
    from pg_database where datname = current_database()`
  expect(row).toMatchObject({ modern: true, folded: 'şçğüö', encoding: 'UTF8', provider: 'b' })
})

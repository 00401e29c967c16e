import { expect, it } from 'vitest'
import { jsonArray, plainArray, textArrays } from './array-text.ts'
import { testDatabase } from './testing/database.ts'

const database = testDatabase()

it('writes ids, numbers, instants and nothing as PostgreSQL reads them', async () => {
  const ids = ['019a0000-0000-7000-8000-000000000001', null]
  const times = ['2026-11-20T12:00:00.000Z', null]
  const rows = await database.sql`
    select * from unnest(${plainArray(ids)}::uuid[], ${plainArray([1, -2])}::int[], ${plainArray(times)}::timestamptz[])
      u(id, number, time)`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { id: ids[0], number: 1, time: new Date(times[0]!) },
    { id: null, number: -2, time: null },
  ])
  expect(await database.sql`select unnest(${plainArray([])}::int[])`).toEqual([])
})

it('keeps every character of JSON', async () => {
  const values = ['"', '\\', '\n\t', "'", '{,}', 'NULL', '', 'Tişört 🧶', '\\n', '\u2028', { a: ['"\\"'] }]
  const texts = values.map((value) => JSON.stringify(value))
  const rows =
    await database.sql`select value from unnest(${jsonArray([...texts, null])}::text[]::jsonb[]) u(value)`
  expect(rows.map((row) => row.value)).toEqual([...values, null])
})

it('keeps every character of texts in arrays of arrays', async () => {
  const lists = [['Added to Cart', '*'], [], ['"', '\\', 'a\nb', "'", '{,}', 'NULL', '', 'Ödendi'], ['x']]
  const rows =
    await database.sql`select list::text[] as list from unnest(${textArrays(lists)}::text[]) u(list)`
  expect(rows.map((row) => row.list)).toEqual(lists)
})

import { expect, it } from 'vitest'
import { jsonArray, plainArray } from './array-text.ts'
import { testDatabase } from './testing/database.ts'

const database = testDatabase()

it('writes ids, numbers, instants and nothing as PostgreSQL reads them', async () => {
  const ids = ['019a0000-0000-7000-8000-000000000001', null]
  const times = ['2026-11-20T12:00:00.000Z', null]
  const [row] = await database.sql`
    select ${plainArray(ids)}::uuid[] as ids, ${plainArray([1, -2])}::int[] as numbers,
      ${plainArray(times)}::timestamptz[] as times, ${plainArray([])}::int[] as none`
  expect(row).toEqual({ ids, numbers: [1, -2], times: [new Date(times[0]!), null], none: [] })
})

it('keeps every character of JSON', async () => {
  const values = ['"', '\\', '\n\t', "'", '{,}', 'NULL', '', 'Tişört 🧶', '\\n', '\u2028', { a: ['"\\"'] }]
  const texts = values.map((value) => JSON.stringify(value))
  const [row] = await database.sql`select ${jsonArray([...texts, null])}::text[]::jsonb[] as stored`
  expect(row!.stored).toEqual([...values, null])
})

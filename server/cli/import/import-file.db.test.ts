import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Ctx } from '../../services/context.ts'
import { firstWorkspace } from '../../services/workspace/first-workspace.ts'
import { importFile } from './import-file.ts'

const database = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'akis-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ORDERS = `time,customer_id,invoice,is_return,value,country
2011-01-05T10:00:00,7,A1,0,10.50,Türkiye
2011-01-06T10:00:00,7,A2,0,20,Türkiye
2011-01-07T10:00:00,7,A2,1,-5.25,Türkiye
not a time,7,A3,0,20,Türkiye
2011-01-08T10:00:00,8,A4,0,1,"Bosna, Hersek"
2011-01-09T10:00:00,9,A5,0
`
const options = {
  kind: 'orders',
  map: 'external_id=customer_id,order_id=invoice,time=time,value=value,is_return=is_return',
  zone: 'Europe/Istanbul',
  currency: 'TRY',
  country: 'TR',
  backfill: true,
} as const

async function context(): Promise<Ctx> {
  const now = new Date('2026-11-22T10:00:00Z')
  const { id } = await firstWorkspace({ sql: database.sql, now })
  return { sql: database.sql, workspaceId: id, actor: { kind: 'system' }, now }
}

test.each([
  ['orders.csv', ORDERS],
  ['orders.csv.gz', gzipSync(ORDERS)],
])(
  '%s: good rows are stored once, bad ones are told with their line, a second import adds nothing',
  async (name, text) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    const ctx = await context()
    await database.sql`truncate inbox, event_keys`
    const bad: { line: number; reason: string }[] = []
    const input = { ...options, path, onBad: (each: { line: number; reason: string }) => bad.push(each) }

    expect(await importFile({ ctx, input })).toEqual({ rows: 6, accepted: 4, duplicates: 0, bad: 2 })
    expect(bad.map(({ line }) => line).sort()).toEqual([5, 7])
    expect(await importFile({ ctx, input })).toEqual({ rows: 6, accepted: 0, duplicates: 4, bad: 2 })

    const rows = await database.sql`
    select payload ->> 'event' as event, payload ->> 'value' as value, payload ->> 'key' as key,
           payload -> 'properties' ->> 'country' as country, payload -> 'backfill' as backfill
    from inbox order by id`
    expect([...rows]).toEqual([
      { event: 'Placed Order', value: '10.50', key: 'order:A1', country: 'Türkiye', backfill: true },
      { event: 'Placed Order', value: '20', key: 'order:A2', country: 'Türkiye', backfill: true },
      { event: 'Refunded Order', value: '5.25', key: 'refund:A2', country: 'Türkiye', backfill: true },
      { event: 'Placed Order', value: '1', key: 'order:A4', country: 'Bosna, Hersek', backfill: true },
    ])
  },
)

test('a file of a spreadsheet with semicolons and a byte-order mark is read as well', async () => {
  const path = join(folder, 'events.csv')
  writeFileSync(path, '\uFEFFne;kim;zaman;sayfa\r\nViewed Page;a@b.co;2026-01-01 10:00;"x;y"\r\n')
  const ctx = await context()
  const counts = await importFile({
    ctx,
    input: { ...options, kind: 'events', path, map: 'event=ne,email=kim,time=zaman', onBad: () => {} },
  })
  expect(counts).toEqual({ rows: 1, accepted: 1, duplicates: 0, bad: 0 })
})

import { expect, test } from 'vitest'
import { instantIn } from './local-time.ts'
import { readMapping } from './mapping.ts'
import { rowReader } from './row-event.ts'

const COLUMNS = ['time', 'customer_id', 'invoice', 'is_return', 'lines', 'value_gbp', 'country']
const MAP =
  'external_id=customer_id,order_id=invoice,time=time,value=value_gbp,is_return=is_return,country=country'
const rules = {
  kind: 'orders',
  mapping: readMapping(MAP, COLUMNS, 'orders'),
  zone: 'Europe/London',
  currency: 'GBP',
  backfill: true,
} as const
const row = {
  time: '2011-07-01T08:34:00',
  customer_id: '13047',
  invoice: '536367',
  is_return: '0',
  lines: '12',
  value_gbp: '278.73',
  country: 'United Kingdom',
}

test('an order row becomes a Placed Order at the shop’s clock, unmapped columns as properties', () => {
  expect(rowReader(rules)(row)).toEqual({
    ok: true,
    event: {
      event: 'Placed Order',
      id: 'order:536367',
      time: '2011-07-01T07:34:00.000Z',
      profile: { external_id: '13047' },
      properties: { order_id: '536367', country: 'United Kingdom', lines: 12 },
      value: '278.73',
      currency: 'GBP',
      backfill: true,
    },
  })
})

test('a return row becomes a Refunded Order with a positive value', () => {
  expect(rowReader(rules)({ ...row, is_return: '1', invoice: 'C536379', value_gbp: '-27.50' })).toMatchObject(
    {
      event: { event: 'Refunded Order', id: 'refund:C536379', value: '27.50' },
    },
  )
})

test.each([
  [{ time: 'yesterday' }, 'time "yesterday" is not a time'],
  [{ time: '2011-02-30T10:00:00' }, 'is not a time'],
  [{ value_gbp: '1.234,56' }, 'value_gbp "1.234,56" is not an amount'],
  [{ value_gbp: '' }, 'is not an amount'],
  [{ value_gbp: '-5' }, 'is below zero'],
  [{ is_return: 'maybe' }, 'is_return "maybe" is neither yes nor no'],
])('%j is refused with its column', (change, reason) => {
  expect(rowReader(rules)({ ...row, ...change })).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('rows without an id get the same ones on every reading, equal rows different ones', () => {
  const mapping = readMapping('external_id=customer_id,time=time,value=value_gbp', COLUMNS, 'orders')
  const ids = () => {
    const read = rowReader({ ...rules, mapping })
    return [row, row, { ...row, lines: '13' }].map((each) => {
      const event = read(each)
      return event.ok ? event.event.id : event.reason
    })
  }
  expect(ids()).toEqual(ids())
  expect(new Set(ids()).size).toBe(3)
})

test('the map says what is wrong with it', () => {
  const read =
    (map: string, kind: 'orders' | 'events' = 'orders') =>
    () =>
      readMapping(map, COLUMNS, kind)
  expect(read('external_id=nobody')).toThrow('no column "nobody"')
  expect(read('external_id')).toThrow('not target=column')
  expect(read('time=time,value=value_gbp')).toThrow('who it was')
  expect(read('external_id=customer_id,value=value_gbp')).toThrow('when it was')
  expect(read('external_id=customer_id,time=time')).toThrow('amount')
  expect(read('external_id=customer_id,time=time', 'events')).toThrow('what it was')
  expect(read('time=time,time=lines')).toThrow('twice')
})

test('a target with the prefix profile. is a property of the profile', () => {
  const mapping = readMapping(
    'email=invoice,time=time,value=value_gbp,profile.land=country',
    COLUMNS,
    'orders',
  )
  expect(mapping.profile).toEqual({ email: 'invoice', land: 'country' })
  expect(mapping.properties).toEqual({ customer_id: 'customer_id', is_return: 'is_return', lines: 'lines' })
})

test.each([
  ['2011-03-27T01:30:00', 'Europe/London', '2011-03-27T01:30:00.000Z'],
  ['2011-10-30T01:30:00', 'Europe/London', '2011-10-30T00:30:00.000Z'],
  ['2011-06-01', 'Europe/Istanbul', '2011-05-31T21:00:00.000Z'],
  ['2011-06-01 10:00', 'UTC', '2011-06-01T10:00:00.000Z'],
  ['2022-07-31T22:00:00.025Z', 'Europe/London', '2022-07-31T22:00:00.025Z'],
  ['2022-07-31 22:00:00+03:00', 'UTC', '2022-07-31T19:00:00.000Z'],
  ['31.12.2022', 'UTC', null],
])('%s in %s is %s', (text, zone, instant) => {
  expect(instantIn(zone, text)).toBe(instant)
})

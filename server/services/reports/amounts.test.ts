import { expect, it } from 'vitest'
import { amountsByCurrency, amountText } from './amounts.ts'

it.each([
  ['1284.0000', 'TRY', '1284.00'],
  ['4037535.2300', 'GBP', '4037535.23'],
  ['0.1250', 'EUR', '0.125'],
  ['500.0000', 'JPY', '500'],
  ['1.5000', 'KWD', '1.500'],
  ['-12.5', 'TRY', '-12.50'],
  ['7', 'no currency', '7.00'],
])('writes %s %s as %s', (numeric, currency, expected) => {
  expect(amountText(numeric, currency)).toBe(expected)
})

it('sums exactly, by currency, the own one first', () => {
  const rows = [
    { currency: 'EUR', amount: '0.1000' },
    { currency: 'EUR', amount: '0.2000' },
    { currency: null, amount: '10.0000' },
    { currency: 'TRY', amount: '-2.5000' },
    { currency: 'EUR', amount: '-0.0001' },
  ]
  expect(amountsByCurrency(rows, 'TRY')).toEqual([
    { currency: 'TRY', amount: '7.50' },
    { currency: 'EUR', amount: '0.2999' },
  ])
})

it('keeps the sign of amounts under one', () => {
  expect(amountsByCurrency([{ currency: 'TRY', amount: '-0.2500' }], 'TRY')).toEqual([
    { currency: 'TRY', amount: '-0.25' },
  ])
})

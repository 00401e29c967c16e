import { expect, it } from 'vitest'
import { amountIn, changeOf, figureFormats, shareOf } from './figures.ts'

it('writes money exactly, in the way of the language', () => {
  const amounts = [
    { currency: 'TRY', amount: '1284.50' },
    { currency: 'EUR', amount: '0.125' },
  ]
  expect(figureFormats('tr').money(amounts, 'TRY')).toBe('₺1.284,50 + €0,125')
  expect(figureFormats('en').money(amounts, 'TRY')).toBe('₺1,284.50 + €0.125')
  expect(figureFormats('en').money([], 'TRY')).toBe('₺0.00')
})

it('writes sums that a floating number could not hold', () => {
  const huge = [{ currency: 'TRY', amount: '99999999999999.99' }]
  expect(figureFormats('en').money(huge, 'TRY')).toBe('₺99,999,999,999,999.99')
})

it('writes ranges with the same spaces everywhere', () => {
  expect(figureFormats('en').range({ from: '2026-10-25', to: '2026-11-23' })).toBe('Oct 25 – Nov 23, 2026')
})

it('has no share of nothing, and no change against what is not known', () => {
  expect(shareOf(1, 0)).toBeNull()
  expect(shareOf(1, 4)).toBe(0.25)
  expect(changeOf(3, undefined)).toBeUndefined()
  expect(changeOf(3, 0)).toBeNull()
  expect(changeOf(0, 0)).toBe(0)
  expect(changeOf(3, 2)).toBe(0.5)
  expect(amountIn([{ currency: 'TRY', amount: '12.50' }], 'EUR')).toBe(0)
})

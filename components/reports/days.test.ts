import { expect, it } from 'vitest'
import { addDays, dayIn, daysOf, isDay, previousRange } from './days.ts'

it('knows which day it is in a zone', () => {
  const lateEvening = new Date('2026-11-22T21:30:00Z')
  expect(dayIn('Europe/Istanbul', lateEvening)).toBe('2026-11-23')
  expect(dayIn('Europe/London', lateEvening)).toBe('2026-11-22')
})

it('lists every day of a range, also over a change of clocks', () => {
  expect(daysOf({ from: '2026-03-28', to: '2026-03-30' })).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  expect(daysOf({ from: '2026-03-30', to: '2026-03-28' })).toEqual([])
})

it('compares with as many days right before', () => {
  expect(previousRange({ from: '2026-03-01', to: '2026-03-30' })).toEqual({
    from: '2026-01-30',
    to: '2026-02-28',
  })
  expect(previousRange({ from: '2026-03-01', to: '2026-03-01' })).toEqual({
    from: '2026-02-28',
    to: '2026-02-28',
  })
})

it('moves over the end of a year', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

it.each([
  ['2026-02-28', true],
  ['2026-02-30', false],
  ['yesterday', false],
  [null, false],
])('takes %s for a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})

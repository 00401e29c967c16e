import { expect, it } from 'vitest'
import { AppError } from '../app-error.ts'
import { ReportPeriod, resolvePeriod } from './report-period.ts'

const ISTANBUL = 'Europe/Istanbul'

it('counts both days whole, in the zone of the workspace', () => {
  expect(resolvePeriod({ from: '2026-11-01', to: '2026-11-30' }, ISTANBUL)).toEqual({
    from: new Date('2026-10-31T21:00:00Z'),
    to: new Date('2026-11-30T21:00:00Z'),
  })
})

it('knows that days have other lengths when the clocks change', () => {
  expect(resolvePeriod({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/London')).toEqual({
    from: new Date('2026-03-29T00:00:00Z'),
    to: new Date('2026-03-29T23:00:00Z'),
  })
})

it('takes instants as they are, and leaves open what is not given', () => {
  expect(resolvePeriod({ from: '2026-11-22T10:15:00+03:00' }, ISTANBUL)).toEqual({
    from: new Date('2026-11-22T07:15:00Z'),
    to: null,
  })
})

it('refuses a period that ends before it begins', () => {
  expect(() => resolvePeriod({ from: '2026-11-02', to: '2026-11-01' }, ISTANBUL)).toThrow(AppError)
})

it.each(['yesterday', '2026-13-01', '2026-11-22T10:15:00', '', '0000-01-01', '9999-12-31'])(
  'refuses %j',
  (from) => {
    expect(ReportPeriod.safeParse({ from }).success).toBe(false)
  },
)

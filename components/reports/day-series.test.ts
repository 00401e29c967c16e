import { expect, it } from 'vitest'
import type { ReportDay } from '../api/reports.ts'
import { daySeries, filledDays } from './day-series.ts'

const nothing = { entered: 0, sent: 0, opened: 0, clicked: 0, orders: 0, revenue: [] }
const second: ReportDay = {
  ...nothing,
  day: '2026-11-02',
  sent: 5,
  revenue: [{ currency: 'TRY', amount: '12.50' }],
}

it('fills the days on which nothing happened', () => {
  expect(filledDays([second], { from: '2026-11-01', to: '2026-11-03' })).toEqual([
    { ...nothing, day: '2026-11-01' },
    second,
    { ...nothing, day: '2026-11-03' },
  ])
})

it('sets each day beside the same day of the range before', () => {
  const days = filledDays([second], { from: '2026-11-02', to: '2026-11-03' })
  const before = filledDays([], { from: '2026-10-31', to: '2026-11-01' })
  expect(daySeries(days, before, { metric: 'sent', currency: 'TRY' })).toEqual([
    { day: '2026-11-02', value: 5, previousDay: '2026-10-31', previous: 0 },
    { day: '2026-11-03', value: 0, previousDay: '2026-11-01', previous: 0 },
  ])
  expect(daySeries(days, null, { metric: 'revenue', currency: 'TRY' })[0]).toEqual({
    day: '2026-11-02',
    value: 12.5,
    previousDay: null,
    previous: null,
  })
})

import { expect, it } from 'vitest'
import { recentDays } from './recent-days.ts'

const money = (amount: string, currency: string) => ({ amount, currency })

it('has a value for each of thirty days, over the end of a month', () => {
  const days = [
    { day: '2026-02-28', entered: 9, revenue: [] },
    { day: '2026-03-02', entered: 1, revenue: [money('0.10', 'TRY'), money('5.00', 'EUR')] },
    { day: '2026-03-31', entered: 4, revenue: [money('0.20', 'TRY')] },
  ]
  const { entered, revenue, currency, earned } = recentDays({ days }, '2026-03-31', 'TRY')
  expect([entered.length, entered[0], entered.at(-1), entered.reduce((a, b) => a + b)]).toEqual([30, 1, 4, 5])
  expect([revenue[0], revenue.at(-1)]).toEqual([0.1, 0.2])
  expect({ currency, earned }).toEqual({
    currency: 'TRY',
    earned: [money('0.30', 'TRY'), money('5.00', 'EUR')],
  })
})

it('draws what came in another currency where nothing came in the own one', () => {
  const days = [{ day: '2026-03-30', entered: 0, revenue: [money('5.00', 'USD'), money('7', 'EUR')] }]
  const { revenue, currency } = recentDays({ days }, '2026-03-31', 'TRY')
  expect([currency, revenue.at(-2)]).toEqual(['EUR', 7])
  expect(recentDays({ days: [] }, '2026-03-31', 'TRY')).toMatchObject({ currency: 'TRY', earned: [] })
})

import { expect, it } from 'vitest'
import { trendOf } from './trend.ts'

it.each([
  [[0, 0, 0, 0], { kind: 'none' }],
  [[], { kind: 'none' }],
  [[0, 0, 3, 0], { kind: 'new' }],
  [[2, 2, 3, 2], { kind: 'rising', change: 0.25 }],
  [[2, 2, 1, 0], { kind: 'falling', change: 0.75 }],
  [[4, 0, 0, 0], { kind: 'falling', change: 1 }],
  [[100, 0, 0, 104], { kind: 'steady' }],
])('%j is %j', (values, trend) => {
  expect(trendOf(values)).toEqual(trend)
})

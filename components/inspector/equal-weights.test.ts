import { expect, it } from 'vitest'
import { equalWeights } from './equal-weights.ts'

it.each([2, 3, 6, 7, 20])('%d paths share 100 per cent', (count) => {
  const weights = equalWeights(count)
  expect(weights).toHaveLength(count)
  expect(Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 100)).toBe(10_000)
  expect(Math.max(...weights) - Math.min(...weights)).toBeLessThanOrEqual(0.0101)
})

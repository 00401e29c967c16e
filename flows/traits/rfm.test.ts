import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuyerFigures, RFM_GROUPS, RFM_SCORES, rfmEdges, rfmGroup, rfmScores } from './rfm.ts'

const buyer = (orders: number, lastOrderAt = orders, netRevenue = orders): BuyerFigures => ({
  lastOrderAt,
  orders,
  netRevenue,
})

describe('RFM scores', () => {
  it('gives a fifth of the buyers each score where all differ', () => {
    const buyers = Array.from({ length: 10 }, (_, n) => buyer(n))
    const edges = rfmEdges(buyers)
    expect(buyers.map((one) => rfmScores(one, edges).frequency)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  })

  it('gives equal values equal scores: of a shop of one-time buyers only the others rise', () => {
    const buyers = [...Array.from({ length: 7 }, () => buyer(1)), buyer(2), buyer(3), buyer(3)]
    const edges = rfmEdges(buyers)
    const scores = buyers.map((one) => rfmScores(one, edges).frequency)
    expect(scores).toEqual([1, 1, 1, 1, 1, 1, 1, 4, 5, 5])
  })

  it('is one more than the fifths of all that are wholly below', () => {
    const some = fc.array(
      fc.nat(12).map((n) => buyer(n)),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(some, (buyers) => {
        const edges = rfmEdges(buyers)
        for (const one of buyers) {
          const below = buyers.filter(({ orders }) => orders < one.orders).length
          const score = 1 + Math.floor((RFM_SCORES * below) / buyers.length)
          expect(rfmScores(one, edges)).toEqual({ recency: score, frequency: score, monetary: score })
        }
      }),
      { numRuns: 500 },
    )
  })

  it('scores by itself who was not among those the fifths were made of', () => {
    const edges = rfmEdges([buyer(1), buyer(2), buyer(3), buyer(4), buyer(5)])
    expect(rfmScores(buyer(0, 9, 3), edges)).toEqual({ recency: 5, frequency: 1, monetary: 3 })
    expect(rfmScores(buyer(7), rfmEdges([]))).toEqual({ recency: 1, frequency: 1, monetary: 1 })
  })
})

describe('RFM groups', () => {
  it('has a place for all scores, and every group has its scores', () => {
    const scores = Array.from({ length: RFM_SCORES }, (_, n) => n + 1)
    const found = scores.flatMap((recency) =>
      scores.flatMap((frequency) => scores.map((monetary) => rfmGroup({ recency, frequency, monetary }))),
    )
    expect(new Set(found)).toEqual(new Set(RFM_GROUPS))
    expect(found).not.toContain(undefined)
  })

  it.each([
    [5, 5, 5, 'champions'],
    [5, 1, 1, 'new_customers'],
    [1, 5, 5, 'cannot_lose'],
    [1, 1, 1, 'hibernating'],
    [3, 3, 3, 'need_attention'],
    [4, 4, 3, 'loyal'],
  ] as const)('%i, %i, %i: %s', (recency, frequency, monetary, group) => {
    expect(rfmGroup({ recency, frequency, monetary })).toBe(group)
  })
})

/** The scores of recency, frequency and monetary value go from 1 to this. */
export const RFM_SCORES = 5

/** The groups of the standard grid of recency by frequency and value, best first. */
export const RFM_GROUPS = [
  'champions',
  'loyal',
  'potential_loyalists',
  'new_customers',
  'promising',
  'need_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
] as const
export type RfmGroup = (typeof RFM_GROUPS)[number]

/** What of a buyer is scored: when they ordered last (milliseconds since 1970), how often, and what they were worth. */
export interface BuyerFigures {
  lastOrderAt: number
  orders: number
  netRevenue: number
}

/** The least value of each score but the first, for each figure of a workspace's buyers. */
export type RfmEdges = Record<keyof BuyerFigures, readonly number[]>

/** Reads edges from JSON, which has no word for a fifth that nobody is in. */
export function readRfmEdges(stored: Record<keyof BuyerFigures, readonly (number | null)[]>): RfmEdges {
  const edges = (figure: keyof BuyerFigures) => stored[figure].map((edge) => edge ?? Number.POSITIVE_INFINITY)
  return { lastOrderAt: edges('lastOrderAt'), orders: edges('orders'), netRevenue: edges('netRevenue') }
}

/**
 * Splits a workspace's buyers into fifths by each figure. A value's score is one more than the fifths of all buyers that are
 * wholly below it, so that equal values have equal scores, however many they are.
 */
export function rfmEdges(buyers: readonly BuyerFigures[]): RfmEdges {
  const edges = (figure: keyof BuyerFigures) => quantileEdges(buyers.map((one) => one[figure]))
  return { lastOrderAt: edges('lastOrderAt'), orders: edges('orders'), netRevenue: edges('netRevenue') }
}

function quantileEdges(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return Array.from({ length: RFM_SCORES - 1 }, (_, n) => {
    const below = Math.ceil(((n + 1) * sorted.length) / RFM_SCORES)
    // the first value of which so many are below; a run of equal ones counts as a whole
    for (let at = below; at < sorted.length; at++) if (sorted[at]! > sorted[at - 1]!) return sorted[at]!
    return Number.POSITIVE_INFINITY
  })
}

export interface RfmScores {
  recency: number
  frequency: number
  monetary: number
}

/** A buyer's scores beside the others of their workspace. */
export function rfmScores(buyer: BuyerFigures, edges: RfmEdges): RfmScores {
  const score = (figure: keyof BuyerFigures) =>
    1 + edges[figure].filter((edge) => buyer[figure] >= edge).length
  return { recency: score('lastOrderAt'), frequency: score('orders'), monetary: score('netRevenue') }
}

/** Rows by recency from 1, columns by the mean of frequency and value from 1, rounded up at a half. */
export const RFM_GRID: readonly (readonly RfmGroup[])[] = [
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cannot_lose'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cannot_lose'],
  ['about_to_sleep', 'about_to_sleep', 'need_attention', 'loyal', 'loyal'],
  ['promising', 'potential_loyalists', 'potential_loyalists', 'loyal', 'loyal'],
  ['new_customers', 'potential_loyalists', 'potential_loyalists', 'champions', 'champions'],
]

export function rfmGroup({ recency, frequency, monetary }: RfmScores): RfmGroup {
  return RFM_GRID[recency - 1]![Math.round((frequency + monetary) / 2) - 1]!
}

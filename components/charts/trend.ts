/** How a series moved: its second half against its first. `change`: 0.25 is a quarter more. */
export type Trend =
  | { kind: 'none' }
  | { kind: 'new' }
  | { kind: 'steady' }
  | { kind: 'rising' | 'falling'; change: number }

/** Less than this is no movement that is worth a word. */
const STEADY = 0.05

/** The trend of a figure by day, the earliest first. */
export function trendOf(values: readonly number[]): Trend {
  const middle = Math.ceil(values.length / 2)
  const [before, after] = [sum(values.slice(0, middle)), sum(values.slice(middle))]
  if (before === 0) return after === 0 ? { kind: 'none' } : { kind: 'new' }
  const change = after / before - 1
  if (Math.abs(change) < STEADY) return { kind: 'steady' }
  return change > 0 ? { kind: 'rising', change } : { kind: 'falling', change: -change }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

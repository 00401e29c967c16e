/** Percentages for so many paths that are as equal as two decimals let them be, and add up to 100. */
export function equalWeights(count: number): number[] {
  if (count === 0) return []
  const each = Math.floor(10_000 / count)
  const left = 10_000 - each * count
  return Array.from({ length: count }, (_, index) => (each + (index < left ? 1 : 0)) / 100)
}

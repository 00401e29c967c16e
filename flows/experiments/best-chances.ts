/** What became of the people of one path. */
export interface PathFigures {
  path: string
  people: number
  successes: number
}

/** Points of each path's own stretch of the grid, and how many deviations it reaches to both sides. */
const POINTS = 600
const DEVIATIONS = 12

/**
 * The chance that each path is the best, 0 to 1, in the order given; they add up to 1. Each path's true rate is taken as
 * Beta(1 + successes, 1 + failures), the posterior of a flat prior, and P(i is best) = ∫ fᵢ(x) ∏ⱼ Fⱼ(x) dx is integrated by
 * the trapezoid rule on a grid that is fine where the densities are. For two paths it is the closed form of Evan Miller,
 * "Formulas for Bayesian A/B Testing" (https://www.evanmiller.org/bayesian-ab-testing.html).
 */
export function bestChances(paths: readonly Pick<PathFigures, 'people' | 'successes'>[]): number[] {
  if (paths.length < 2) return paths.map(() => 1)
  const posteriors = paths.map(({ people, successes }) => ({ a: 1 + successes, b: 1 + people - successes }))
  const grid = gridFor(posteriors)
  const densities = posteriors.map((posterior) => densityOn(grid, posterior))
  const cumulated = densities.map((density) => cumulate(grid, density))
  const chances = densities.map((density, index) => {
    const others = cumulated.filter((_, other) => other !== index)
    const product = density.map((value, at) => others.reduce((p, values) => p * values[at]!, value))
    return cumulate(grid, product).at(-1)!
  })
  const sum = chances.reduce((total, chance) => total + chance, 0)
  return chances.map((chance) => chance / sum)
}

interface Posterior {
  a: number
  b: number
}

function gridFor(posteriors: Posterior[]): number[] {
  const points = new Set([0, 1])
  for (const { a, b } of posteriors) {
    const mean = a / (a + b)
    const deviation = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)))
    for (let n = 0; n <= POINTS; n++) {
      const x = mean + deviation * DEVIATIONS * ((2 * n) / POINTS - 1)
      if (x > 0 && x < 1) points.add(x)
    }
  }
  return [...points].sort((x, y) => x - y)
}

/** The Beta density at each point, scaled so that it integrates to 1 on the grid. */
function densityOn(grid: number[], { a, b }: Posterior): number[] {
  const log = (power: number, x: number) => (power === 0 ? 0 : power * Math.log(x))
  const logs = grid.map((x) => log(a - 1, x) + log(b - 1, 1 - x))
  const most = logs.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY)
  const heights = logs.map((value) => Math.exp(value - most))
  const area = cumulate(grid, heights).at(-1)!
  return heights.map((height) => height / area)
}

/** The integral from 0 up to each point. */
function cumulate(grid: number[], heights: number[]): number[] {
  let sum = 0
  return heights.map((height, at) => {
    if (at > 0) sum += ((height + heights[at - 1]!) / 2) * (grid[at]! - grid[at - 1]!)
    return sum
  })
}

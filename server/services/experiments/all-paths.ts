import type { PathFigures } from '#flows/experiments/best-chances.ts'

/** The figures of every path in its order; nobody took those that are absent. */
export function allPaths(paths: string[], found: PathFigures[]): PathFigures[] {
  return paths.map((path) => found.find((one) => one.path === path) ?? { path, people: 0, successes: 0 })
}

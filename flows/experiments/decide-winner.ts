import type { ExperimentWinner } from '../graph/flow.ts'
import { bestChances, type PathFigures } from './best-chances.ts'

/** A path's figures with its chance to be the best, 0 to 1; a path that nobody took has none. */
export interface PathChance extends PathFigures {
  chance: number
}

/** Whether an experiment is decided. `early`: its number of people or its date is not reached yet. */
export type Decision = { paths: PathChance[] } & (
  | { kind: 'early' }
  | { kind: 'open' }
  | { kind: 'won'; path: string; probability: number }
)

/**
 * Decides an experiment: from its number of people (in all paths together) or its date on, the path that is the best at the
 * rule's probability has won. A path wins against others that people took, and not without a success. `now` in milliseconds.
 */
export function decideWinner(figures: readonly PathFigures[], rule: ExperimentWinner, now: number): Decision {
  const paths = withChances(figures)
  const { after, probability } = rule
  const people = figures.reduce((sum, path) => sum + path.people, 0)
  const due = 'people' in after ? people >= after.people : now >= Date.parse(after.date)
  if (!due) return { kind: 'early', paths }
  const best = paths.reduce<PathChance | null>(
    (first, path) => (first === null || path.chance > first.chance ? path : first),
    null,
  )
  const contested = paths.filter((path) => path.people > 0).length > 1
  return best !== null && contested && best.successes > 0 && best.chance >= probability
    ? { kind: 'won', path: best.path, probability: best.chance, paths }
    : { kind: 'open', paths }
}

/** Each path with its chance, among those that people took. */
export function withChances(figures: readonly PathFigures[]): PathChance[] {
  const taken = figures.filter(({ people }) => people > 0)
  const chances = bestChances(taken)
  return figures.map((path) => ({ ...path, chance: path.people > 0 ? chances[taken.indexOf(path)]! : 0 }))
}

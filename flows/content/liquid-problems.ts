import type { Problem } from '../graph/problem.ts'
import { error } from '../graph/problem-of.ts'
import { liquidProblems } from './liquid.ts'

/** Liquid that can't be read, as problems of a node's fields; `node` null for the flow's own. */
export function liquidProblemsIn(node: string | null, fields: Record<string, string>): Problem[] {
  return Object.entries(fields).flatMap(([field, text]) =>
    liquidProblems(text).map(({ message }) => error('liquid_invalid', node, field, { message })),
  )
}

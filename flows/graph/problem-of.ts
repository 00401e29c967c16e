import type { Problem, ProblemCode } from './problem.ts'

/** A problem that blocks publishing. */
export function error(
  code: ProblemCode,
  node: string | null,
  field: string | null,
  params?: Problem['params'],
): Problem {
  return { code, severity: 'error', node, field, ...(params ? { params } : {}) }
}

/** A problem that is worth a look and blocks nothing. */
export function warning(
  code: ProblemCode,
  node: string | null,
  field: string | null,
  params?: Problem['params'],
): Problem {
  return { ...error(code, node, field, params), severity: 'warning' }
}

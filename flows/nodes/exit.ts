import { error } from '../graph/problem-of.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Ends the run with a named reason. */
export const exit: NodeDefinition<'exit'> = {
  kind: 'exit',
  outputs: () => [],
  validate: ({ id, config }) => (config.reason.trim() === '' ? [error('reason_missing', id, 'reason')] : []),
  step: (_context, { config }) => ({ kind: 'end', reason: config.reason }),
}

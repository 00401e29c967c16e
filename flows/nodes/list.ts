import { error } from '../graph/problem-of.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Adds the person to a list or takes them off it, at once. */
export const list: NodeDefinition<'list'> = {
  kind: 'list',
  outputs: () => [null],
  validate: ({ id, config }) => (config.list === '' ? [error('list_missing', id, 'list')] : []),
  step: ({ visit }, { id, config }) => ({
    kind: 'go',
    branch: null,
    detail: { ...config },
    effects: [{ kind: 'list', node: id, visit, ...config }],
  }),
}

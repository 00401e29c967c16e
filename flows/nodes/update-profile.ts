import { error } from '../graph/problem-of.ts'
import { FIXED_PROFILE_FIELDS } from '../profile-fields.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Writes properties of the person, at once. */
export const updateProfile: NodeDefinition<'update_profile'> = {
  kind: 'update_profile',
  outputs: () => [null],
  validate: ({ id, config }) => {
    const paths = [...Object.keys(config.set), ...(config.unset ?? [])]
    if (paths.length === 0) return [error('nothing_to_update', id, 'set')]
    return paths
      .filter((path) => FIXED_PROFILE_FIELDS.some((fixed) => path === fixed || path.startsWith(`${fixed}.`)))
      .map((path) => error('field_fixed', id, `set.${path}`, { path }))
  },
  step: ({ visit }, { id, config }) => ({
    kind: 'go',
    branch: null,
    detail: { set: config.set, unset: config.unset ?? [] },
    effects: [{ kind: 'update_profile', node: id, visit, set: config.set, unset: config.unset ?? [] }],
  }),
}

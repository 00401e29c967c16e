import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { emailOf } from '../events/identifiers.ts'
import { error } from '../graph/problem-of.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Tells the team something about the person: under the bell, and by e-mail. */
export const notify: NodeDefinition<'notify'> = {
  kind: 'notify',
  outputs: () => [null],
  validate: ({ id, config }) => [
    ...(config.text.trim() === '' ? [error('text_missing', id, 'text')] : []),
    ...liquidProblemsIn(id, { text: config.text }),
    ...(recipientsOf(config.to) === null ? [error('recipient_invalid', id, 'to')] : []),
  ],
  step: ({ visit }, { id, config }) => ({
    kind: 'go',
    branch: null,
    detail: { to: config.to },
    effects: [{ kind: 'notify', node: id, visit, ...config }],
  }),
}

/** The addresses that a notice goes to; `team` for everyone in the workspace, null where one is no address. */
export function recipientsOf(to: string): 'team' | string[] | null {
  if (to.trim().toLowerCase() === 'team') return 'team'
  const addresses = to
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(emailOf)
  const valid = addresses.filter((one): one is string => one !== null)
  return valid.length === 0 || valid.length < addresses.length ? null : valid
}

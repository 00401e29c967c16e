import { judge } from '../conditions/evaluate.ts'
import { conditionProblems } from '../conditions/problems.ts'
import { OTHERWISE } from '../graph/flow.ts'
import { error } from '../graph/problem-of.ts'
import { subjectOf } from '../interpreter/subject.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Goes the first branch whose condition holds, in their order, else `otherwise`. */
export const split: NodeDefinition<'split'> = {
  kind: 'split',
  outputs: ({ branches }) => [...branches.map(({ id }) => id), OTHERWISE],
  validate: ({ id, config }, flow) => {
    const hasKey = flow.trigger?.kind === 'event' && flow.trigger.key !== undefined
    const ids = [OTHERWISE, ...config.branches.map((branch) => branch.id)]
    return [
      ...(config.branches.length === 0 ? [error('branches_missing', id, 'branches')] : []),
      ...config.branches.flatMap((branch, index) => [
        ...(ids.indexOf(branch.id) <= index ? [error('branch_id_twice', id, `branches.${index}.id`)] : []),
        ...conditionProblems(branch.if, id, `branches.${index}.if`, hasKey),
      ]),
    ]
  },
  step: (context, { config }) => {
    const subject = subjectOf(context)
    const saw = {}
    for (const branch of config.branches) {
      const judged = judge(branch.if, subject)
      if (judged.kind === 'need') return judged
      Object.assign(saw, judged.saw)
      if (judged.holds) return { kind: 'go', branch: branch.id, detail: { saw } }
    }
    return { kind: 'go', branch: OTHERWISE, detail: { saw } }
  },
}

import { judge } from '../conditions/evaluate.ts'
import { conditionProblems } from '../conditions/problems.ts'
import { subjectOf } from '../interpreter/subject.ts'
import type { NodeDefinition } from './node-definition.ts'

/** Goes one of two ways by a condition; the trace keeps the values it saw. */
export const condition: NodeDefinition<'condition'> = {
  kind: 'condition',
  outputs: () => ['yes', 'no'],
  validate: ({ id, config }, flow) =>
    conditionProblems(config.if, id, 'if', flow.trigger?.kind === 'event' && flow.trigger.key !== undefined),
  step: (context, { config }) => {
    const judged = judge(config.if, subjectOf(context))
    if (judged.kind === 'need') return judged
    return { kind: 'go', branch: judged.holds ? 'yes' : 'no', detail: { saw: judged.saw } }
  },
}

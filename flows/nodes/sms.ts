import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { smsParts } from '../content/sms-parts.ts'
import { error, warning } from '../graph/problem-of.ts'
import { messageStep } from './message-step.ts'
import type { NodeDefinition } from './node-definition.ts'

/** One SMS. */
export const sms: NodeDefinition<'sms'> = {
  kind: 'sms',
  outputs: () => [null],
  validate: ({ id, config }) => {
    if (config.text.trim() === '') return [error('text_missing', id, 'text')]
    const { parts } = smsParts(config.text)
    return [
      ...liquidProblemsIn(id, { text: config.text }),
      ...(parts > 1 ? [warning('sms_parts', id, 'text', { parts })] : []),
    ]
  },
  step: (context, node) => messageStep(context, node, 'sms'),
}

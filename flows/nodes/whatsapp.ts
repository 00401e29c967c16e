import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { error } from '../graph/problem-of.ts'
import { messageStep } from './message-step.ts'
import type { NodeDefinition } from './node-definition.ts'

/** One WhatsApp message by an approved template: nothing else may be said to people who did not write within a day. */
export const whatsapp: NodeDefinition<'whatsapp'> = {
  kind: 'whatsapp',
  outputs: () => [null],
  validate: ({ id, config: { template, parameters } }) => [
    ...(template.name === '' ? [error('template_missing', id, 'template.name')] : []),
    ...(template.language === '' ? [error('language_missing', id, 'template.language')] : []),
    ...parameters.flatMap(({ name, value }, index) =>
      value.trim() === '' ? [error('parameter_missing', id, `parameters.${index}.value`, { name })] : [],
    ),
    ...liquidProblemsIn(
      id,
      Object.fromEntries(parameters.map(({ value }, index) => [`parameters.${index}.value`, value])),
    ),
  ],
  step: (context, node) => messageStep(context, node, 'whatsapp'),
}

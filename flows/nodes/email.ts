import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { error } from '../graph/problem-of.ts'
import { messageStep } from './message-step.ts'
import type { NodeDefinition } from './node-definition.ts'

/** One e-mail. */
export const email: NodeDefinition<'email'> = {
  kind: 'email',
  outputs: () => [null],
  validate: ({ id, config }) => [
    ...(config.subject.trim() === '' ? [error('subject_missing', id, 'subject')] : []),
    ...(config.blocks.length === 0 ? [error('content_missing', id, 'blocks')] : []),
    ...liquidProblemsIn(id, {
      subject: config.subject,
      preheader: config.preheader ?? '',
      ...Object.fromEntries(
        config.blocks.flatMap((block, index) =>
          Object.entries(block).flatMap(([field, value]) =>
            typeof value === 'string' && field !== 'kind' ? [[`blocks.${index}.${field}`, value]] : [],
          ),
        ),
      ),
    }),
    ...config.blocks.flatMap((block, index) =>
      block.kind === 'button' && block.url.trim() === ''
        ? [error('url_invalid', id, `blocks.${index}.url`)]
        : [],
    ),
  ],
  step: (context, node) => messageStep(context, node, 'email'),
}

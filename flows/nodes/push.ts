import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { error } from '../graph/problem-of.ts'
import { messageStep } from './message-step.ts'
import type { NodeDefinition } from './node-definition.ts'

/** An address that begins with Liquid is known only when it is filled in. */
const WEB_ADDRESS = /^(https?:\/\/\S|\{\{)/i

/** One notification in the person's browsers. */
export const push: NodeDefinition<'push'> = {
  kind: 'push',
  outputs: () => [null],
  validate: ({ id, config }) => {
    const { title, body, url, icon = '', image = '' } = config
    return [
      ...(title.trim() === '' ? [error('title_missing', id, 'title')] : []),
      ...(body.trim() === '' ? [error('text_missing', id, 'body')] : []),
      ...(WEB_ADDRESS.test(url.trim()) ? [] : [error('url_invalid', id, 'url')]),
      ...Object.entries({ icon, image }).flatMap(([field, address]) =>
        address.trim() === '' || WEB_ADDRESS.test(address.trim()) ? [] : [error('url_invalid', id, field)],
      ),
      ...liquidProblemsIn(id, { title, body, url, icon, image }),
    ]
  },
  step: (context, node) => messageStep(context, node, 'push'),
}

import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { error } from '../graph/problem-of.ts'
import type { NodeDefinition } from './node-definition.ts'

/** A signed POST to another system; later steps can read its JSON answer. */
export const webhook: NodeDefinition<'webhook'> = {
  kind: 'webhook',
  outputs: () => ['succeeded', 'failed'],
  validate: ({ id, config }) => [
    ...(/^https?:\/\/\S+$/i.test(config.url.trim()) ? [] : [error('url_invalid', id, 'url')]),
    ...liquidProblemsIn(id, { url: config.url, body: config.body ?? '' }),
  ],
  step: ({ arrival, visit }, { id }) => {
    if (arrival.kind === 'enter') {
      return { kind: 'stay', waiting: { kind: 'answer' }, effects: [{ kind: 'webhook', node: id, visit }] }
    }
    const { input } = arrival
    if (input.kind !== 'answer' || input.node !== id || input.visit !== visit) return { kind: 'ignore' }
    return {
      kind: 'go',
      branch: input.ok ? 'succeeded' : 'failed',
      detail: { answer: input.answer },
      answer: { [id]: input.answer },
    }
  },
}

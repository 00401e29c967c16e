import { error } from '../graph/problem-of.ts'
import type { NodeDefinition } from './node-definition.ts'

/** How many flows may lead into each other: a circle of flows ends here. */
export const MOST_DEPTH = 5

/** Starts another flow for the person, under that flow's own filter and re-entry rule; this run goes on. */
export const enterFlow: NodeDefinition<'enter_flow'> = {
  kind: 'enter_flow',
  outputs: () => [null],
  validate: ({ id, config }) => (config.flow === '' ? [error('flow_missing', id, 'flow')] : []),
  step: ({ run, visit }, { id, config }) =>
    (run.depth ?? 0) >= MOST_DEPTH
      ? { kind: 'go', branch: null, detail: { flow: config.flow, refused: 'too_deep' } }
      : {
          kind: 'go',
          branch: null,
          detail: { flow: config.flow },
          effects: [{ kind: 'enter_flow', node: id, visit, flow: config.flow }],
        },
}

import { error } from '../graph/problem-of.ts'
import type { NodeDefinition, StepResult } from './node-definition.ts'

/** How many flows may lead into each other: a circle of flows ends here. */
export const MOST_DEPTH = 5

/** Starts another flow for the person, under that flow's own filter and re-entry rule; this run goes on. */
export const enterFlow: NodeDefinition<'enter_flow'> = {
  kind: 'enter_flow',
  outputs: () => [null],
  validate: ({ id, config }) => (config.flow === '' ? [error('flow_missing', id, 'flow')] : []),
  step: ({ run, visit }, { id, config }): StepResult => {
    const { flow } = config
    if ((run.depth ?? 0) >= MOST_DEPTH)
      return { kind: 'go', branch: null, detail: { flow, refused: 'too_deep' } }
    return {
      kind: 'go',
      branch: null,
      detail: { flow },
      effects: [{ kind: 'enter_flow', node: id, visit, flow }],
    }
  },
}

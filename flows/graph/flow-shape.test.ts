import { describe, expect, it } from 'vitest'
import type { NodeKind } from './flow.ts'
import { flowOfShape, MOST_SHAPE_NODES, nearestSteps } from './flow-shape.ts'
import { branchesOf } from './validate.ts'

const node = (id: string, kind: NodeKind = 'delay', branches?: string[]) => ({
  id,
  kind,
  ...(branches && { branches }),
})

describe('the shape of a flow', () => {
  it('keeps the steps and the ways on, and leaves out those that lead back', () => {
    const nodes = [node('a', 'condition'), node('b'), node('alone')]
    const edges = [
      { from: 'trigger', to: 'a' },
      { from: 'a', branch: 'yes', to: 'b' },
      { from: 'a', branch: 'no', to: 'a', repeat: { atMost: 3 } },
    ]
    expect(nearestSteps({ trigger: 'event', nodes, edges })).toEqual({
      trigger: 'event',
      nodes,
      edges: edges.slice(0, 2),
    })
  })

  it('of a long flow is its beginning, whatever order the steps are kept in', () => {
    const ids = Array.from({ length: 500 }, (_, n) => `n${n}`)
    const edges = ids.map((to, n) => ({ from: n === 0 ? 'trigger' : ids[n - 1]!, to }))
    const shape = nearestSteps({ trigger: null, nodes: ids.toReversed().map((id) => node(id)), edges })
    expect(shape.nodes.map(({ id }) => id).toReversed()).toEqual(ids.slice(0, MOST_SHAPE_NODES))
    expect(shape.edges).toEqual(edges.slice(0, MOST_SHAPE_NODES))
  })

  it('becomes a flow whose steps have the same ways out', () => {
    const { nodes } = flowOfShape({
      trigger: 'list',
      nodes: [
        node('s', 'split', ['vip', 'new']),
        node('x', 'experiment', ['a', 'b']),
        node('w', 'wait'),
        node('e', 'exit'),
      ],
      edges: [],
    })
    expect(nodes.map(branchesOf)).toEqual([
      ['vip', 'new', 'otherwise'],
      ['a', 'b'],
      ['happened', 'timed_out'],
      [],
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANDOM_EDIT, randomlyEdited } from '#flows/testing/random-edits.ts'
import { emptyFlow, type Flow, TRIGGER_ID } from './flow.ts'
import { unionOfFlows } from './union-of-flows.ts'

const delay = (id: string, amount = 1) => ({
  id,
  kind: 'delay' as const,
  config: { for: { amount, unit: 'hours' as const } },
})
const chain = (...nodes: ReturnType<typeof delay>[]): Flow => ({
  ...emptyFlow('Chain'),
  nodes,
  edges: nodes.map(({ id }, n) => ({ from: n === 0 ? TRIGGER_ID : nodes[n - 1]!.id, to: id })),
})
const ids = ({ nodes }: Flow) => nodes.map(({ id }) => id)

describe('unionOfFlows', () => {
  it('holds what is new, what is gone and what has changed, and says which is which', () => {
    const { flow, nodes, edges } = unionOfFlows(
      chain(delay('a'), delay('b'), delay('c')),
      chain(delay('a', 2), delay('d'), delay('c')),
    )
    expect(ids(flow)).toEqual(['a', 'd', 'c', 'b'])
    expect([...nodes]).toEqual([
      ['a', 'changed'],
      ['d', 'added'],
      ['b', 'removed'],
    ])
    expect(edges).toEqual([
      { edge: { from: 'a', to: 'd' }, change: 'added' },
      { edge: { from: 'd', to: 'c' }, change: 'added' },
      { edge: { from: 'a', branch: 'gone:', to: 'b' }, change: 'removed' },
      { edge: { from: 'b', branch: 'gone:', to: 'c' }, change: 'removed' },
    ])
  })
  it('of a flow with itself has no change', () => {
    const flow = chain(delay('a'), delay('b'))
    const union = unionOfFlows(flow, flow)
    expect([union.nodes.size, union.edges.length, ids(union.flow)]).toEqual([0, 0, ['a', 'b']])
  })
  it('has every step and line of both, each once, whatever was done to the flow', () => {
    const edits = fc.array(RANDOM_EDIT, { maxLength: 30 })
    fc.assert(
      fc.property(edits, edits, (first, then) => {
        const before = randomlyEdited(emptyFlow('Random'), first)
        const after = randomlyEdited(before, then)
        const { flow, nodes, edges } = unionOfFlows(before, after)
        expect(new Set(ids(flow))).toEqual(new Set([...ids(before), ...ids(after)]))
        expect(ids(flow)).toHaveLength(new Set(ids(flow)).size)
        // without what is new it is the old flow, without what is gone the new one
        const without = (change: string) => ids(flow).filter((id) => nodes.get(id) !== change)
        expect(new Set(without('added'))).toEqual(new Set(ids(before)))
        expect(new Set(without('removed'))).toEqual(new Set(ids(after)))
        const ways = flow.edges.map(({ from, branch, repeat }) =>
          JSON.stringify([from, branch, repeat !== undefined]),
        )
        expect(ways).toHaveLength(new Set(ways).size)
        expect(flow.edges).toHaveLength(
          after.edges.length + edges.filter(({ change }) => change === 'removed').length,
        )
      }),
      { numRuns: 200 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANDOM_EDIT, randomlyEdited } from '#flows/testing/random-edits.ts'
import { spotOf } from './edit/spot.ts'
import { emptyFlow, type Flow, TRIGGER_ID } from './flow.ts'
import { onlyThrough, onlyThroughEach } from './only-through.ts'

const delay = (id: string) => ({
  id,
  kind: 'delay' as const,
  config: { for: { amount: 1, unit: 'hours' as const } },
})
const asks = (id: string) => ({ id, kind: 'condition' as const, config: { if: { all: [] } } })

/** trigger → c → yes: a → b → joined, no: joined → end */
const joined: Flow = {
  ...emptyFlow('Joined'),
  nodes: [asks('c'), delay('a'), delay('b'), delay('joined'), delay('end')],
  edges: [
    { from: TRIGGER_ID, to: 'c' },
    { from: 'c', branch: 'yes', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'b', to: 'joined' },
    { from: 'c', branch: 'no', to: 'joined' },
    { from: 'joined', to: 'end' },
  ],
}

describe('onlyThrough', () => {
  it('stops where another branch joins', () => {
    expect(onlyThrough(joined, { from: 'c', branch: 'yes' })).toEqual(['a', 'b'])
    expect(onlyThrough(joined, { from: 'c', branch: 'no' })).toEqual([])
    expect(onlyThrough(joined, { from: TRIGGER_ID, branch: null })).toEqual(['c', 'a', 'b', 'joined', 'end'])
  })
  it('takes no notice of ways back, and knows no way that is not there', () => {
    const edges = [...joined.edges, { from: 'end', to: 'a', repeat: { atMost: 2 } }]
    expect(onlyThrough({ ...joined, edges }, { from: 'c', branch: 'yes' })).toEqual(['a', 'b'])
    expect(onlyThrough(joined, { from: 'end', branch: null })).toEqual([])
  })
  it('names just those that nothing leads to once the way is cut', () => {
    fc.assert(
      fc.property(fc.array(RANDOM_EDIT, { minLength: 4, maxLength: 50 }), fc.nat(), (edits, n) => {
        const flow = randomlyEdited(emptyFlow('Random'), edits)
        const edge = flow.edges[n % Math.max(flow.edges.length, 1)]
        if (!edge || edge.repeat) return
        const plain = flow.edges.filter(({ repeat }) => !repeat)
        const cut = plain.filter((one) => one !== edge)
        const sources = (id: string, edges: Flow['edges']): string[] => {
          const from = edges.filter(({ to }) => to === id).map((one) => one.from)
          return from.length === 0 ? [id] : from.flatMap((one) => sources(one, edges))
        }
        const isSource = (id: string) => !plain.some(({ to }) => to === id)
        const lost = flow.nodes.filter(({ id }) => !sources(id, cut).some(isSource))
        expect(onlyThrough(flow, spotOf(edge))).toEqual(lost.map(({ id }) => id))
      }),
      { numRuns: 300 },
    )
  })
})

describe('onlyThroughEach', () => {
  it('says of every edge what onlyThrough says of it', () => {
    fc.assert(
      fc.property(fc.array(RANDOM_EDIT, { minLength: 4, maxLength: 60 }), (edits) => {
        const flow = randomlyEdited(emptyFlow('Random'), edits)
        const each = onlyThroughEach(flow)
        for (const edge of flow.edges) {
          const one = edge.repeat ? [] : onlyThrough(flow, spotOf(edge))
          expect(each.get(edge) ?? []).toEqual(one)
        }
      }),
      { numRuns: 300 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANDOM_EDIT, randomlyEdited } from '#flows/testing/random-edits.ts'
import { emptyFlow, type Flow, TRIGGER_ID } from './flow.ts'
import { onlyThrough } from './only-through.ts'

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

const behind = (flow: Flow, from: string, branch?: string) =>
  onlyThrough(flow).get(flow.edges.find((edge) => edge.from === from && edge.branch === branch)!)

describe('onlyThrough', () => {
  it('stops where another branch joins', () => {
    expect(behind(joined, 'c', 'yes')).toEqual(['a', 'b'])
    expect(behind(joined, 'c', 'no')).toBeUndefined()
    expect(behind(joined, TRIGGER_ID)).toEqual(['c', 'a', 'b', 'joined', 'end'])
  })
  it('takes no notice of ways back', () => {
    const edges = [...joined.edges, { from: 'end', to: 'a', repeat: { atMost: 2 } }]
    expect(behind({ ...joined, edges }, 'c', 'yes')).toEqual(['a', 'b'])
    expect(onlyThrough({ ...joined, edges }).has(edges.at(-1)!)).toBe(false)
  })
  it('names just those that nothing leads to once the way is cut', () => {
    fc.assert(
      fc.property(fc.array(RANDOM_EDIT, { minLength: 4, maxLength: 60 }), (edits) => {
        const flow = randomlyEdited(emptyFlow('Random'), edits)
        const plain = flow.edges.filter(({ repeat }) => !repeat)
        const isSource = (id: string) => !plain.some(({ to }) => to === id)
        const own = onlyThrough(flow)
        for (const edge of plain) {
          const led = reached(
            plain.filter((one) => one !== edge),
            [TRIGGER_ID, ...flow.nodes.map(({ id }) => id)].filter(isSource),
          )
          const lost = flow.nodes.filter(({ id }) => !led.has(id))
          expect(own.get(edge) ?? []).toEqual(lost.map(({ id }) => id))
        }
        expect(own.size).toBeLessThanOrEqual(plain.length)
      }),
      { numRuns: 300 },
    )
  })
})

function reached(edges: Flow['edges'], starts: readonly string[]): Set<string> {
  const seen = new Set(starts)
  for (const id of seen) for (const { from, to } of edges) if (from === id) seen.add(to)
  return seen
}

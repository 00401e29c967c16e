import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFlow, type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import { RANDOM_EDIT, randomlyEdited } from '#flows/testing/random-edits.ts'
import { foldable, foldFlow } from './fold-flow.ts'
import { edgeId, endId, foldId, layoutFlow } from './layout.ts'

const delay = (id: string) => ({
  id,
  kind: 'delay' as const,
  config: { for: { amount: 1, unit: 'hours' as const } },
})
const asks = (id: string) => ({ id, kind: 'condition' as const, config: { if: { all: [] } } })
const yes = (from: string) => ({ from, branch: 'yes' })
const no = (from: string) => ({ from, branch: 'no' })

/** c: yes → a → inner (yes → x → y, no → joined); no → joined → end */
const flow: Flow = {
  ...emptyFlow('Folds'),
  nodes: [asks('c'), delay('a'), asks('inner'), delay('x'), delay('y'), delay('joined'), delay('end')],
  edges: [
    { from: TRIGGER_ID, to: 'c' },
    { ...yes('c'), to: 'a' },
    { from: 'a', to: 'inner' },
    { ...yes('inner'), to: 'x' },
    { from: 'x', to: 'y' },
    { ...no('inner'), to: 'joined' },
    { ...no('c'), to: 'joined' },
    { from: 'joined', to: 'end' },
  ],
}

describe('foldFlow', () => {
  it('offers branches of two steps and more', () => {
    expect([...foldable(flow)]).toEqual([
      [edgeId(yes('c')), ['a', 'inner', 'x', 'y']],
      [edgeId(yes('inner')), ['x', 'y']],
    ])
  })

  it('puts one box in the place of the steps, and leads on to where another branch joins', () => {
    const { flow: drawn, folds } = foldFlow(flow, new Set([edgeId(yes('c'))]))
    const box = foldId(yes('c'))
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['c', 'joined', 'end', box])
    expect(drawn.edges).toContainEqual({ ...yes('c'), to: box })
    expect(drawn.edges).toContainEqual({ from: box, branch: 'joined', to: 'joined' })
    expect(folds.get(box)!.ways).toEqual(new Map([['joined', [edgeId(no('inner'))]]]))
    const { boxes } = layoutFlow(drawn)
    expect(boxes.has(box)).toBe(true)
    expect(boxes.has('x')).toBe(false)
    expect(boxes.has(endId({ from: 'y', branch: null }))).toBe(false)
  })

  it('draws a fold inside another only when that one is open', () => {
    const both = new Set([edgeId(yes('c')), edgeId(yes('inner'))])
    expect([...foldFlow(flow, both).folds.keys()]).toEqual([foldId(yes('c'))])
    expect([...foldFlow(flow, new Set([edgeId(yes('inner'))])).folds.keys()]).toEqual([foldId(yes('inner'))])
  })

  it('leaves a flow alone whose branches are gone or short', () => {
    const stale = new Set([edgeId(no('c')), edgeId(yes('nobody'))])
    expect(foldFlow(flow, stale).flow).toBe(flow)
  })

  it('every step of any flow is in sight or behind just one box', () => {
    fc.assert(
      fc.property(fc.array(RANDOM_EDIT, { minLength: 8, maxLength: 60 }), fc.nat(), (edits, n) => {
        const random = randomlyEdited(emptyFlow('Random'), edits)
        const folded = new Set([...foldable(random).keys()].filter((_, index) => (n >> (index % 30)) & 1))
        const { flow: drawn, folds } = foldFlow(random, folded)
        const seen = drawn.nodes.map(({ id }) => id).filter((id) => !folds.has(id))
        const behind = [...folds.values()].flatMap(({ hidden }) => hidden)
        expect([...seen, ...behind].sort()).toEqual(random.nodes.map(({ id }) => id).sort())
        const there = new Set([TRIGGER_ID, ...drawn.nodes.map(({ id }) => id)])
        expect(drawn.edges.every(({ from, to }) => there.has(from) && there.has(to))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

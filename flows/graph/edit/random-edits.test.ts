import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFlow, Flow, NODE_CONFIGS, type NodeKind, TRIGGER_ID } from '../flow.ts'
import { validate } from '../validate.ts'
import { connect, disconnect } from './connect.ts'
import { copyNodes } from './copy-nodes.ts'
import { deleteNodes } from './delete-nodes.ts'
import { duplicateNode } from './duplicate-node.ts'
import type { EditResult } from './edit-result.ts'
import { record, redo, startHistory, undo } from './history.ts'
import { insertNode } from './insert-node.ts'
import { moveNodes, tidyUp } from './move-nodes.ts'
import { freeId, newNode } from './new-node.ts'
import { freshIds, pasteNodes, spotBehind } from './paste-nodes.ts'
import { connectBack, removeRepeat } from './repeat.ts'
import { openSpots, type Spot, spotOf } from './spot.ts'

const KINDS = Object.keys(NODE_CONFIGS) as NodeKind[]
/** What no edit may leave behind; what is to be filled in, or connected again after a cut, is the author's to do. */
const BROKEN = ['unknown_node', 'unknown_branch', 'branch_twice', 'cycle', 'duplicate_id']

interface Step {
  action: number
  a: number
  b: number
  kind: NodeKind
}
const step: fc.Arbitrary<Step> = fc.record({
  action: fc.nat(10),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
  kind: fc.constantFrom(...KINDS),
})

const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]
const spotsOf = (flow: Flow): Spot[] => [
  ...openSpots(flow),
  ...flow.edges.filter(({ repeat }) => !repeat).map(spotOf),
]
const someNodes = (flow: Flow, { a, b }: Step) =>
  flow.nodes.filter((_, index) => (index * 7 + a) % (1 + (b % 4)) === 0).map(({ id }) => id)

function edit(flow: Flow, one: Step): EditResult {
  const spot = pick(spotsOf(flow), one.a) ?? { from: TRIGGER_ID, branch: null }
  const id = pick(flow.nodes, one.b)?.id ?? 'nobody'
  switch (one.action) {
    case 0:
    case 1:
    case 2:
      return insertNode(flow, { node: newNode(one.kind, { id: freeId(flow.nodes), keyed: false }), at: spot })
    case 3:
      return deleteNodes(flow, { ids: someNodes(flow, one).slice(0, 3) })
    case 4:
      return connect(flow, { at: spot, to: id })
    case 5:
      return disconnect(flow, { at: spot })
    case 6:
      return duplicateNode(flow, { id, newId: freeId(flow.nodes) })
    case 7:
      return connectBack(flow, { at: spot, to: id, atMost: 1 + (one.a % 5) })
    case 8:
      return removeRepeat(flow, { at: spot })
    case 9:
      return one.a % 2 ? tidyUp(flow) : moveNodes(flow, { to: { [id]: { x: one.a, y: one.b } } })
    default: {
      const ids = someNodes(flow, one)
      const clip = copyNodes(flow, ids)
      if (!clip) return { ok: false, refusal: 'nothing_to_paste' }
      const at = (one.b % 2 && spotBehind(flow, ids)) || spot
      return pasteNodes(flow, { clip, ids: freshIds(flow, clip), at })
    }
  }
}

const brokenIn = (flow: Flow) => validate(flow).filter(({ code }) => BROKEN.includes(code))

describe('any sequence of edits', () => {
  it('is undone to the first flow and redone to the last, and never breaks one', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const first = emptyFlow('Random')
        const before = JSON.stringify(first)
        let history = startHistory(first)
        for (const one of steps) {
          const result = edit(history.present, one)
          if (!result.ok) continue
          history = record(history, result.flow)
          expect(brokenIn(history.present)).toEqual([])
          expect(Flow.safeParse(history.present).success).toBe(true)
        }
        const last = JSON.stringify(history.present)
        while (history.past.length > 0) history = undo(history)
        expect(JSON.stringify(history.present)).toBe(before)
        while (history.future.length > 0) history = redo(history)
        expect(JSON.stringify(history.present)).toBe(last)
      }),
      { numRuns: 500 },
    )
  })

  it('a copy of everything, put into an empty flow, does the same', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 40 }), (steps) => {
        let flow = emptyFlow('Random')
        for (const one of steps) {
          const result = edit(flow, one)
          if (result.ok) flow = result.flow
        }
        const clip = copyNodes(
          flow,
          flow.nodes.map(({ id }) => id),
        )
        if (!clip) return
        const empty = emptyFlow('Other')
        const ids = freshIds(empty, clip)
        const pasted = pasteNodes(empty, { clip, ids, at: { from: TRIGGER_ID, branch: null } })
        if (!pasted.ok) throw new Error(pasted.refusal)
        const inside = flow.edges.filter(({ from }) => from !== TRIGGER_ID)
        for (const edge of inside)
          expect(pasted.flow.edges).toContainEqual({
            ...edge,
            from: ids.get(edge.from),
            to: ids.get(edge.to),
          })
        expect(pasted.flow.nodes.map(({ kind }) => kind)).toEqual(flow.nodes.map(({ kind }) => kind))
      }),
      { numRuns: 300 },
    )
  })
})

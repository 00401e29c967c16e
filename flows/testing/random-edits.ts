import fc from 'fast-check'
import { connect, disconnect } from '../graph/edit/connect.ts'
import { copyNodes } from '../graph/edit/copy-nodes.ts'
import { deleteNodes } from '../graph/edit/delete-nodes.ts'
import { duplicateNode } from '../graph/edit/duplicate-node.ts'
import type { EditResult } from '../graph/edit/edit-result.ts'
import { insertNode } from '../graph/edit/insert-node.ts'
import { moveNodes, tidyUp } from '../graph/edit/move-nodes.ts'
import { freeId, newNode } from '../graph/edit/new-node.ts'
import { freshIds, pasteNodes, spotBehind } from '../graph/edit/paste-nodes.ts'
import { connectBack, removeRepeat } from '../graph/edit/repeat.ts'
import { openSpots, type Spot, spotOf } from '../graph/edit/spot.ts'
import { type Flow, NODE_CONFIGS, type NodeKind, TRIGGER_ID } from '../graph/flow.ts'
import { validate } from '../graph/validate.ts'

const KINDS = Object.keys(NODE_CONFIGS) as NodeKind[]
export interface RandomEdit {
  action: number
  a: number
  b: number
  kind: NodeKind
}
/** One of everything that people do to a graph. */
export const RANDOM_EDIT: fc.Arbitrary<RandomEdit> = fc.record({
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
const someNodes = (flow: Flow, { a, b }: RandomEdit) =>
  flow.nodes.filter((_, index) => (index * 7 + a) % (1 + (b % 4)) === 0).map(({ id }) => id)

/** What a flow is after an edit; the same flow where it is refused. */
export function randomlyEdited(flow: Flow, edits: readonly RandomEdit[]): Flow {
  return edits.reduce((before, one) => {
    const result = randomEdit(before, one)
    return result.ok ? result.flow : before
  }, flow)
}

export function randomEdit(flow: Flow, one: RandomEdit): EditResult {
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

/** What no edit may leave behind; what is to be filled in, or connected again after a cut, is the author's to do. */
const BROKEN = ['unknown_node', 'unknown_branch', 'branch_twice', 'cycle', 'duplicate_id']

/** Problems that no edit and no merge may leave behind. */
export const brokenIn = (flow: Flow) => validate(flow).filter(({ code }) => BROKEN.includes(code))

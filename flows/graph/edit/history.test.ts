import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFlow, Flow, NODE_CONFIGS, type NodeKind, TRIGGER_ID } from '../flow.ts'
import { connect, disconnect } from './connect.ts'
import { deleteNodes } from './delete-nodes.ts'
import { duplicateNode } from './duplicate-node.ts'
import type { EditResult } from './edit-result.ts'
import { type History, record, redo, startHistory, undo } from './history.ts'
import { insertNode } from './insert-node.ts'
import { moveNodes, tidyUp } from './move-nodes.ts'
import { freeId, newNode } from './new-node.ts'
import { wouldCycle } from './reach.ts'
import { rename, setTrigger } from './set-trigger.ts'
import { spotExists, spotOf } from './spot.ts'

const KINDS = Object.keys(NODE_CONFIGS) as NodeKind[]
const BRANCHES = [null, 'yes', 'no', 'happened', 'timed_out', 'succeeded', 'failed']

type Edit = (flow: Flow) => EditResult
const index = fc.nat({ max: 12 })
const idAt = (flow: Flow, i: number) => [TRIGGER_ID, ...flow.nodes.map((n) => n.id)][i] ?? 'n999'
const spot = fc.record({ i: index, branch: fc.constantFrom(...BRANCHES) })

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...KINDS), spot).map(
    ([kind, { i, branch }]): Edit =>
      (flow) => {
        const node = newNode(kind, { id: freeId(flow.nodes), keyed: i % 2 === 0 })
        return insertNode(flow, { node, at: { from: idAt(flow, i), branch } })
      },
  ),
  index.map(
    (i): Edit =>
      (flow) =>
        deleteNodes(flow, { ids: [idAt(flow, i)] }),
  ),
  fc.tuple(spot, index).map(
    ([{ i, branch }, to]): Edit =>
      (flow) =>
        connect(flow, { at: { from: idAt(flow, i), branch }, to: idAt(flow, to) }),
  ),
  spot.map(
    ({ i, branch }): Edit =>
      (flow) =>
        disconnect(flow, { at: { from: idAt(flow, i), branch } }),
  ),
  index.map(
    (i): Edit =>
      (flow) =>
        duplicateNode(flow, { id: idAt(flow, i), newId: freeId(flow.nodes) }),
  ),
  index.map(
    (i): Edit =>
      (flow) =>
        moveNodes(flow, { to: { [idAt(flow, i)]: { x: i, y: i } } }),
  ),
  fc.constant<Edit>(tidyUp),
  fc.string({ maxLength: 5 }).map(
    (name): Edit =>
      (flow) =>
        rename(flow, { name }),
  ),
  fc.constant<Edit>((flow) => setTrigger(flow, { trigger: { kind: 'manual' } })),
)

function play(first: Flow, edits: Edit[]): History<Flow> {
  let history = startHistory(first)
  for (const edit of edits) {
    const result = edit(history.present)
    if (result.ok) history = record(history, deepFreeze(result.flow))
  }
  return history
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

describe('any sequence of edits', () => {
  it('is undone to the first graph and redone to the last', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const first = deepFreeze(emptyFlow('x'))
        const copy = structuredClone(first)
        const played = play(first, edits)
        const last = structuredClone(played.present)
        let history = played
        while (history.past.length > 0) history = undo(history)
        expect(history.present).toEqual(copy)
        while (history.future.length > 0) history = redo(history)
        expect(history.present).toEqual(last)
      }),
    )
  })

  it('leaves a graph that the file accepts, whose edges are real, single a branch and without circles', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const flow = play(deepFreeze(emptyFlow('x')), edits).present
        expect(Flow.safeParse(flow).success).toBe(true)
        const ids = new Set(flow.nodes.map((node) => node.id))
        expect(ids.size).toBe(flow.nodes.length)
        for (const edge of flow.edges) {
          expect(ids.has(edge.to)).toBe(true)
          expect(spotExists(flow, spotOf(edge))).toBe(true)
          expect(wouldCycle(flow, edge.from, edge.to)).toBe(false)
        }
        const spots = flow.edges.map((edge) => `${edge.from} ${edge.branch}`)
        expect(new Set(spots).size).toBe(spots.length)
      }),
    )
  })
})

describe('record', () => {
  it('takes typing as one edit, and another field or a pause as the next', () => {
    let history = startHistory('')
    history = record(history, 'a', { key: 'subject', at: 0 })
    history = record(history, 'ab', { key: 'subject', at: 1_000 })
    expect(history.past).toEqual([''])
    history = record(history, 'abc', { key: 'subject', at: 3_000 })
    history = record(history, 'abcd', { key: 'text', at: 3_100 })
    expect(history.past).toEqual(['', 'ab', 'abc'])
  })
  it('a new edit forgets what was undone', () => {
    const history = record(undo(record(startHistory(1), 2)), 3)
    expect(history).toMatchObject({ past: [1], present: 3, future: [] })
    expect(redo(history)).toBe(history)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenIn, RANDOM_EDIT, randomEdit, randomlyEdited } from '#flows/testing/random-edits.ts'
import { emptyFlow, Flow, TRIGGER_ID } from '../flow.ts'
import { copyNodes } from './copy-nodes.ts'
import { record, redo, startHistory, undo } from './history.ts'
import { freshIds, pasteNodes } from './paste-nodes.ts'

describe('any sequence of edits', () => {
  it('is undone to the first flow and redone to the last, and never breaks one', () => {
    fc.assert(
      fc.property(fc.array(RANDOM_EDIT, { minLength: 1, maxLength: 60 }), (steps) => {
        const first = emptyFlow('Random')
        const before = JSON.stringify(first)
        let history = startHistory(first)
        for (const one of steps) {
          const result = randomEdit(history.present, one)
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
      fc.property(fc.array(RANDOM_EDIT, { minLength: 3, maxLength: 40 }), (steps) => {
        const flow = randomlyEdited(emptyFlow('Random'), steps)
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

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenIn, RANDOM_EDIT, randomEdit, randomlyEdited } from '../../testing/random-edits.ts'
import { record, startHistory, undo } from '../edit/history.ts'
import { rename } from '../edit/set-trigger.ts'
import { emptyFlow, type Flow } from '../flow.ts'
import { mergeFlows } from './merge-flows.ts'
import { presentOf, rebaseHistory } from './rebase-history.ts'

const edits = (most: number) => fc.array(RANDOM_EDIT, { maxLength: most })

describe('one’s own edits on top of somebody else’s', () => {
  it('are undone one by one, until only what the other did is left', () => {
    fc.assert(
      fc.property(edits(20), edits(12), edits(12), (first, own, other) => {
        const base = randomlyEdited(emptyFlow('Random'), first)
        const theirs = randomlyEdited(base, other)
        let history = startHistory(base)
        for (const one of own) {
          const result = randomEdit(history.present, one)
          if (result.ok) history = record(history, result.flow)
        }
        const mine = presentOf(history, { base, theirs })
        const present = mergeFlows({ base, mine, theirs }).flow
        let rebased = rebaseHistory(history, { base, theirs, present })
        expect(rebased.past).toHaveLength(history.past.length)
        expect(rebased.present).toBe(present)
        while (rebased.past.length > 0) {
          rebased = undo(rebased)
          expect(brokenIn(rebased.present)).toEqual([])
        }
        if (history.past.length > 0) expect(sorted(rebased.present)).toEqual(sorted(theirs))
      }),
      { numRuns: 300 },
    )
  })

  it('take nothing of theirs back, where both changed the same', () => {
    const named = (flow: Flow, name: string) => {
      const result = rename(flow, { name })
      if (!result.ok) throw new Error(result.refusal)
      return result.flow
    }
    const base = emptyFlow('Base')
    const theirs = named(base, 'Theirs')
    const history = record(startHistory(base), named(base, 'Mine'))
    const present = mergeFlows({ base, mine: history.present, theirs }).flow
    const rebased = rebaseHistory(history, { base, theirs, present })
    expect(rebased.present.name).toBe('Mine')
    expect(undo(rebased).present.name).toBe('Theirs')
  })
})

/** Edges stand in no order. */
const sorted = (flow: Flow) => ({ ...flow, edges: flow.edges.map((edge) => JSON.stringify(edge)).sort() })

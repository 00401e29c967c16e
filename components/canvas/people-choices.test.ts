import { describe, expect, it } from 'vitest'
import { choicesFor, isDecided } from './people-choices.ts'

const kept = { node: 'n1', kind: 'delay', waiting: 300, inDraft: true }
const gone = { node: 'n2', kind: 'wait', waiting: 12, inDraft: false }

describe('the choices for people inside', () => {
  it('only times can be reckoned anew', () => {
    expect(choicesFor('delay')).toContain('reschedule')
    expect(choicesFor('webhook')).not.toContain('reschedule')
    expect(choicesFor(undefined)).toEqual(['keep', 'move', 'exit'])
  })
  it('a step that is gone asks for a word', () => {
    expect(isDecided([kept], {})).toBe(true)
    expect(isDecided([kept, gone], {})).toBe(false)
    expect(isDecided([kept, gone], { n2: { do: 'keep' } })).toBe(true)
  })
  it('moving asks for a place', () => {
    expect(isDecided([gone], { n2: { do: 'move', to: '' } })).toBe(false)
    expect(isDecided([gone], { n2: { do: 'move', to: 'n1' } })).toBe(true)
  })
})

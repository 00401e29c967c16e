import { describe, expect, it } from 'vitest'
import { diffLines } from './flow-diff-lines.ts'

describe('a difference in lines', () => {
  it('has one for each change', () => {
    expect(diffLines(null)).toEqual(['+ a new flow'])
    expect(
      diffLines({
        name: true,
        trigger: false,
        settings: ['goal'],
        nodes: [
          { id: 'd', kind: 'delay', change: 'changed', fields: ['for.amount'] },
          { id: 'x', kind: 'exit', change: 'removed', fields: [] },
        ],
        edges: [{ from: 'c', branch: 'no', to: 'd', repeat: true, change: 'added' }],
      }),
    ).toEqual([
      '~ name',
      '~ setting goal',
      '~ step d (delay): for.amount',
      '- step x (exit)',
      '+ way back c (no) → d',
    ])
  })
})

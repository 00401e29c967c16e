import { describe, expect, it } from 'vitest'
import { diffLines } from './flow-diff-lines.ts'
import { fileName } from './flow-file-name.ts'

describe('the name of a flow’s file', () => {
  it.each([
    ['Sepetini unutanlar', 'sepetini-unutanlar.json'],
    ['ŞUBAT İNDİRİMİ — %50!', 'subat-indirimi-50.json'],
    ['Kırmızı Işık', 'kirmizi-isik.json'],
    ['  ', 'flow.json'],
    ['Akış', 'flow-akis.json'],
  ])('of %s is %s', (name, file) => {
    expect(fileName(name, () => false)).toBe(file)
  })

  it('is numbered where it is taken', () => {
    const taken = new Set(['welcome.json', 'welcome-2.json'])
    expect(fileName('Welcome', (file) => taken.has(file))).toBe('welcome-3.json')
  })
})

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

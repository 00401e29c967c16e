import { describe, expect, it } from 'vitest'
import { changedTags, NO_CHANGE, overfull, tagState, withTag } from './tag-choice.ts'

const flows = [{ tags: ['Kış', 'VIP'] }, { tags: ['vip', 'Yaz'] }]

describe('tags of several flows', () => {
  it('stand on all, some or none, in whatever letters', () => {
    expect(['Vip', 'kış', 'Bahar'].map((tag) => tagState(flows, tag, NO_CHANGE))).toEqual([
      'all',
      'some',
      'none',
    ])
  })

  it('change as they are ticked and unticked, and back to nothing', () => {
    const on = withTag(flows, NO_CHANGE, 'Kış', true)
    expect(on).toEqual({ add: ['Kış'], remove: [] })
    expect(tagState(flows, 'KIŞ', on)).toBe('all')
    const off = withTag(flows, on, 'Kış', false)
    expect(off).toEqual({ add: [], remove: ['Kış'] })
    expect(tagState(flows, 'Kış', off)).toBe('none')
    expect(withTag(flows, withTag(flows, NO_CHANGE, 'VIP', false), 'VIP', true)).toEqual(NO_CHANGE)
    expect(withTag(flows, NO_CHANGE, 'Bahar', false)).toEqual(NO_CHANGE)
  })

  it('keep the order and the letters of those that stay', () => {
    expect(changedTags(['Kış', 'VIP'], { add: ['vip', 'Yeni'], remove: ['KIŞ'] })).toEqual(['VIP', 'Yeni'])
  })

  it('may not become more than twenty', () => {
    const full = { tags: Array.from({ length: 20 }, (_, n) => `${n}`) }
    expect(overfull([...flows, full], { add: ['x'], remove: [] })).toEqual([full])
    expect(overfull([full], { add: ['x'], remove: ['3'] })).toEqual([])
  })
})

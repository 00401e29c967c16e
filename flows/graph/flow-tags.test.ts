import { describe, expect, it } from 'vitest'
import { FlowTags, hasTag, sameTag } from './flow-tags.ts'

describe('tags of a flow', () => {
  it('are kept without spaces around and within, in composed letters', () => {
    expect(FlowTags.parse(['  Kış   indirimi ', 'S\u0327ubat'])).toEqual(['Kış indirimi', 'Şubat'])
  })

  it.each([
    ['an empty one', ['Kış', ' '], [1]],
    ['one of 41 characters', ['x'.repeat(41)], [0]],
    ['a number', ['Kış', 3], [1]],
    ['the same twice', ['Kış', 'Yaz', 'KIŞ'], [2]],
    ['the same twice beside spaces', ['VIP', ' vip '], [1]],
    ['twenty-one', Array.from({ length: 21 }, (_, n) => `tag ${n}`), []],
  ])('are refused for %s, which is named', (_, tags, path) => {
    expect(FlowTags.safeParse(tags).error?.issues.map((issue) => issue.path)).toEqual([path])
  })

  it('may be of 40 characters, and twenty', () => {
    const tags = Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(40, 'ş'))
    expect(FlowTags.parse(tags)).toEqual(tags)
  })

  it.each([
    ['KIŞ', 'kış', true],
    ['İNDİRİM', 'indirim', true],
    ['WINTER', 'winter', true],
    ['ŞUBAT', 's\u0327ubat', true],
    ['Şubat', 'Subat', false],
    ['Yaz', 'Yaz 2', false],
  ])('%s and %s are one: %s', (a, b, same) => {
    expect(sameTag(a, b)).toBe(same)
    expect(hasTag(['Diğer', a], b)).toBe(same)
  })
})

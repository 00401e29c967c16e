import { describe, expect, it } from 'vitest'
import { wordFilter } from './word-filter.ts'

describe('searching a list', () => {
  it.each([
    ['lira', ['Türk lirası (TRY)', 'TRY'], true],
    ['liras', ['Honduras lempirası (HNL)', 'HNL'], false],
    ['try', ['Türk lirası (TRY)', 'TRY'], true],
    ['istanbul', ['Europe / İstanbul'], true],
    ['ISTANBUL', ['Europe / Istanbul'], true],
    ['sisli', ['Şişli'], true],
    ['sepet terk', ['Terk edilen sepet'], true],
    ['', ['Anything'], true],
  ])('%s in %s: %s', (search, words, found) => {
    expect(wordFilter('id', search, words) > 0).toBe(found)
  })

  it('puts what begins with the search first, then what has a word that does', () => {
    const scores = ['Flows', 'My flows', 'Overflows'].map((label) => wordFilter('', 'flow', [label]))
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(scores).size).toBe(3)
  })
})

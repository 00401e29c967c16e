import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UTM_NAMES, withUtm } from './utm.ts'

const values = { source: 'akis', medium: 'email', campaign: 'Sepetini unutanlar' }

describe('withUtm', () => {
  it.each([
    [
      'https://kumru.example/sepet',
      'https://kumru.example/sepet?utm_source=akis&utm_medium=email&utm_campaign=Sepetini%20unutanlar',
    ],
    [
      'https://kumru.example/?a=1#son',
      'https://kumru.example/?a=1&utm_source=akis&utm_medium=email&utm_campaign=Sepetini%20unutanlar#son',
    ],
    [
      'https://kumru.example/x?UTM_Source=dergi',
      'https://kumru.example/x?UTM_Source=dergi&utm_medium=email&utm_campaign=Sepetini%20unutanlar',
    ],
    [
      'https://kumru.example/x?',
      'https://kumru.example/x?utm_source=akis&utm_medium=email&utm_campaign=Sepetini%20unutanlar',
    ],
  ])('%s', (before, after) => {
    expect(withUtm(before, values)).toBe(after)
  })
  it('adds nothing for what says nothing', () => {
    expect(withUtm('https://kumru.example/a?b=%C4%B1&c', { source: ' ', term: '' })).toBe(
      'https://kumru.example/a?b=%C4%B1&c',
    )
  })
  it('keeps everything that an address says, and adding twice is adding once', () => {
    const utm = fc.record(
      Object.fromEntries(UTM_NAMES.map((name) => [name, fc.string({ unit: 'binary' })])),
      {
        requiredKeys: [],
      },
    )
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), utm, (target, given) => {
        const once = withUtm(target, given)
        expect(withUtm(once, given)).toBe(once)
        const [was, is] = [new URL(target), new URL(once)]
        expect([is.origin, is.pathname, is.hash]).toEqual([was.origin, was.pathname, was.hash])
        expect([...is.searchParams].slice(0, [...was.searchParams].length)).toEqual([...was.searchParams])
        for (const name of UTM_NAMES) {
          const value = given[name]?.trim().toWellFormed() ?? ''
          if (value !== '') expect(is.searchParams.get(`utm_${name}`)).toBe(value)
        }
      }),
      { numRuns: 500 },
    )
  })
})

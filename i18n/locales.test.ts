import { describe, expect, it } from 'vitest'
import { preferredLocale } from './locales.ts'

describe('the language a browser prefers', () => {
  it.each([
    [null, 'en'],
    ['', 'en'],
    ['tr', 'tr'],
    ['tr-TR,tr;q=0.9,en-US;q=0.8', 'tr'],
    ['en-GB,tr;q=0.9', 'en'],
    ['de,fr;q=0.9', 'en'],
    ['de,tr;q=0.2', 'tr'],
    ['en;q=0.3,tr;q=0.8', 'tr'],
    ['tr;q=0,en', 'en'],
    ['tr;q=abc', 'en'],
  ])('%s → %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale)
  })
})

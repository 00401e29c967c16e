import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isoTime } from './iso-time.ts'

it('writes every instant as Date does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
      expect(isoTime(ms)).toBe(new Date(ms).toISOString())
    }),
  )
})

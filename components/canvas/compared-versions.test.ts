import { expect, it } from 'vitest'
import { comparedIn, comparePath } from './compared-versions.ts'

it('an address names two versions, or a version and the draft', () => {
  expect(comparedIn('2..5')).toEqual({ before: 2, after: 5 })
  expect(comparedIn('3..draft')).toEqual({ before: 3, after: 'draft' })
  for (const text of [null, '', '2', '2..', '0..1', 'draft', '1..2..3']) expect(comparedIn(text)).toBeNull()
  expect(comparePath('f', { before: 3, after: 'draft' })).toBe('/flows/f?compare=3..draft')
})

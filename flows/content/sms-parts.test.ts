import { expect, test } from 'vitest'
import { smsParts } from './sms-parts.ts'

test.each([
  ['', 'gsm7', 0, 160],
  ['a'.repeat(160), 'gsm7', 1, 0],
  ['a'.repeat(161), 'gsm7', 2, 145],
  ['a'.repeat(306), 'gsm7', 2, 0],
  ['a'.repeat(307), 'gsm7', 3, 152],
  ['€'.repeat(80), 'gsm7', 1, 0],
  ['€'.repeat(81), 'gsm7', 2, 143],
  ['Çok güzel Ö Ü', 'gsm7', 1, 147],
  ['ç', 'ucs2', 1, 69],
  ['ş'.repeat(70), 'ucs2', 1, 0],
  ['ş'.repeat(71), 'ucs2', 2, 63],
  ['😀'.repeat(35), 'ucs2', 1, 0],
  ['😀'.repeat(36), 'ucs2', 2, 61],
] as const)('%#: %s', (text, encoding, parts, left) => {
  expect(smsParts(text)).toMatchObject({ encoding, parts, left })
})

test('an escape pair is not cut at the border of a part', () => {
  expect(smsParts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ units: 306, parts: 3 })
})

test('names what forces the longer encoding', () => {
  expect(smsParts('Sepetinizde ürün kaldı, dönüş ğ ğ').beyondGsm7).toEqual(['ı', 'ş', 'ğ'])
})

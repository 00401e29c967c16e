import { describe, expect, it } from 'vitest'
import { fileName } from './file-name.ts'

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

import { describe, expect, it } from 'vitest'
import { makeFormat } from './format.ts'

const plain = (text: string) => text.replaceAll(/\s/g, ' ')

describe('figures and instants', () => {
  const tr = makeFormat('tr', 'TRY', 'Europe/Istanbul')
  const en = makeFormat('en', 'GBP', 'Europe/London')

  it('writes money in the workspace currency unless it has its own', () => {
    expect(tr.money('1234.50')).toBe('₺1.234,50')
    expect(en.money(1234.5)).toBe('£1,234.50')
    expect(en.money('10', 'TRY')).toBe('₺10.00')
  })

  it('keeps every digit of a decimal string', () => {
    expect(en.money('9007199254740993.01')).toBe('£9,007,199,254,740,993.01')
  })

  it('writes numbers and shares in the language', () => {
    expect(tr.number(1234567)).toBe('1.234.567')
    expect(plain(tr.percent(0.1234))).toBe('%12,3')
    expect(en.percent(0.1234)).toBe('12.3%')
  })

  it('writes days of the workspace time zone', () => {
    expect(tr.date('2026-11-22T22:30:00Z')).toContain('23')
    expect(en.date('2026-11-22T22:30:00Z')).toContain('22')
  })

  it('says how long ago', () => {
    const now = Date.UTC(2026, 10, 22, 12)
    expect(en.relative(now - 5_000, now)).toBe('now')
    expect(en.relative(now - 130_000, now)).toBe('2 minutes ago')
    expect(tr.relative(now + 3 * 86_400_000, now)).toBe('3 gün sonra')
  })
})

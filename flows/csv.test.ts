import { expect, it } from 'vitest'
import { csv } from './csv.ts'

it('quotes what has to be quoted and leaves numbers alone', () => {
  expect(csv(['step', 'sent', 'revenue'], [['He said "hi", twice', 3, '-1.50']])).toBe(
    '\uFEFFstep,sent,revenue\r\n"He said ""hi"", twice",3,-1.50\r\n',
  )
})

it('hands no formulas to spreadsheets', () => {
  expect(csv(['step'], [['=HYPERLINK("http://x")'], ['@SUM(1)'], ['-2+3']])).toBe(
    '\uFEFFstep\r\n"\'=HYPERLINK(""http://x"")"\r\n\'@SUM(1)\r\n\'-2+3\r\n',
  )
})

it('leaves nothing where there is nothing', () => {
  expect(csv(['a', 'b'], [[null, 0]])).toBe('\uFEFFa,b\r\n,0\r\n')
})

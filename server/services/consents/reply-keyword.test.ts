import { expect, test } from 'vitest'
import { replyKeyword } from './reply-keyword.ts'

test.each([
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['Stop please', 'stop'],
  ['dur', 'stop'],
  ['İptal', 'stop'],
  ['iptal', 'stop'],
  ['ıptal', 'stop'],
  ['IPTAL', 'stop'],
  ['ret 1234', 'stop'],
  ['çık', 'stop'],
  ['unsubscribe', 'stop'],
  ['Stop promotions', 'stop'],
  ['Promosyonları durdur', 'stop'],
  ['START', 'start'],
  ['Başla', 'start'],
  ['start the order of last week', null],
  ['Stop by our shop when you are in town', null],
  ['Siparişim nerede?', null],
  ['', null],
  ['🙂', null],
])('%s → %s', (text, expected) => {
  expect(replyKeyword(text)).toBe(expected)
})

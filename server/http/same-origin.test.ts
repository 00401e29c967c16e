import { expect, it } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

it.each<[Record<string, string>, boolean]>([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://akis.test' }, false],
  [{ origin: 'https://akis.test' }, true],
  [{ origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }, true],
  [{ origin: 'https://evil.test', host: 'akis.test' }, false],
  [{ origin: 'null' }, false],
  [{}, false],
])('a cookie with %j is ours: %s', (headers, ours) => {
  expect(isSameOrigin(new Headers(headers), 'https://akis.test')).toBe(ours)
})

import { expect, it } from 'vitest'
import { secureCookies } from './secure-cookies.ts'

function cookies(proto: string, publicUrl: string) {
  const headers = new Headers({ 'x-kept': '1' })
  headers.append('set-cookie', 'a=1; Path=/; HttpOnly')
  headers.append('set-cookie', 'b=2; Secure')
  const request = new Request('http://akis.test/', { headers: { 'x-forwarded-proto': proto } })
  const answer = secureCookies(request, new Response('x', { status: 201, headers }), publicUrl)
  expect([answer.status, answer.headers.get('x-kept')]).toEqual([201, '1'])
  return answer.headers.getSetCookie()
}

it('marks cookies Secure where a proxy speaks TLS', () => {
  expect(cookies('https', 'http://akis.test')).toEqual(['a=1; Path=/; HttpOnly; Secure', 'b=2; Secure'])
})

it('leaves them as they are on plain http, and where the library has seen to it', () => {
  expect(cookies('http', 'http://akis.test')).toEqual(['a=1; Path=/; HttpOnly', 'b=2; Secure'])
  expect(cookies('https', 'https://akis.test')).toEqual(['a=1; Path=/; HttpOnly', 'b=2; Secure'])
})

import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { pageGuard } from './guard-page.ts'
import { securityHeaders } from './security-headers.ts'

it('asks browsers to stay with TLS only where the public address has it', () => {
  expect(securityHeaders('https://akis.test')).toHaveProperty('strict-transport-security')
  expect(securityHeaders('http://akis.test')).not.toHaveProperty('strict-transport-security')
})

it('gives every page a nonce of its own, whatever the client sent', () => {
  const guard = pageGuard({ publicUrl: 'http://akis.test', dev: false })
  const guarded = () => {
    const request = { headers: { 'x-nonce': 'forged', 'content-security-policy': 'forged' } }
    const sent = new Map<string, string>()
    const response = { setHeader: (name: string, value: string) => sent.set(name, value) }
    guard(request as unknown as IncomingMessage, response as unknown as ServerResponse)
    return { nonce: request.headers['x-nonce'], asked: request.headers['content-security-policy'], sent }
  }
  const [one, other] = [guarded(), guarded()]
  expect(one.nonce).not.toBe(other.nonce)
  const policy = one.sent.get('content-security-policy')
  expect(one.asked).toBe(policy)
  expect(policy).toContain(`'nonce-${one.nonce}'`)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(https|unsafe-inline|\*)/)
})

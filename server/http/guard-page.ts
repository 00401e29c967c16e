import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentPolicy, NONCE_HEADER, securityHeaders } from './security-headers.ts'

const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'

/**
 * Makes what puts the security headers on an answer of Next, before Next sees the request. The nonce goes in with the
 * request: Next takes it from the policy there, as its guide on content security says.
 */
export function pageGuard({ publicUrl, dev }: { publicUrl: string; dev: boolean }) {
  const headers = Object.entries({ ...securityHeaders(publicUrl), 'permissions-policy': PERMISSIONS })
  return (request: IncomingMessage, response: ServerResponse): void => {
    const nonce = randomBytes(16).toString('base64')
    const policy = contentPolicy(nonce, dev)
    request.headers[NONCE_HEADER] = nonce
    request.headers['content-security-policy'] = policy
    response.setHeader('content-security-policy', policy)
    for (const [name, value] of headers) response.setHeader(name, value)
  }
}

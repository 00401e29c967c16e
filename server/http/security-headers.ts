/** Where the root layout finds the nonce of its page. */
export const NONCE_HEADER = 'x-nonce'

const YEAR_SECONDS = 365 * 24 * 3600

/** Headers of every answer, whoever makes it. Browsers are told to stay with TLS only where the public address has it. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}` } : {}),
  }
}

/**
 * What a page may load: scripts of ours alone, by the nonce that Next puts on them. Previews of messages inherit it, so
 * pictures and styles are as wide as mail needs them. `dev`: the development build evaluates code.
 */
export function contentPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https: http:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** How long a `Retry-After` header asks to wait, in milliseconds: seconds or an HTTP date (RFC 9110); null where it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined || header.trim() === '') return null
  const text = header.trim()
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isFinite(ms) && ms > 0 ? ms : null
}

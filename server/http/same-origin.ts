/**
 * Whether a request that carries a session cookie comes from our own pages. Browsers send `Sec-Fetch-Site` (which a page
 * cannot forge); older ones send `Origin`. A mutation with neither is refused.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === new URL(publicUrl).host || host === headers.get('host')
}

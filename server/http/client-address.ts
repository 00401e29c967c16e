import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/**
 * Makes the `X-Forwarded-*` headers say what is known of the client, whatever it wrote there itself: behind a trusted proxy
 * what the last hop wrote, else what the socket says. Everything after this reads them: limits, sessions, Next.
 */
export function settleClient({ headers, socket }: IncomingMessage, trustProxy: boolean): void {
  const said = (name: string) => (trustProxy ? lastOf(headers, name) : undefined)
  const address = plain(said('x-forwarded-for') ?? said('x-real-ip') ?? socket.remoteAddress ?? '')
  headers['x-forwarded-for'] = address
  headers['x-real-ip'] = address
  headers['x-forwarded-proto'] = said('x-forwarded-proto') === 'https' ? 'https' : 'http'
  const host = said('x-forwarded-host') ?? headers.host
  if (host === undefined) delete headers['x-forwarded-host']
  else headers['x-forwarded-host'] = host
  delete headers['x-forwarded-port']
}

/** A proxy adds at the end; what stands before came from further away, in the end from the client itself. */
function lastOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  const last = (Array.isArray(value) ? value.join(',') : value)?.split(',').at(-1)?.trim()
  return last === '' ? undefined : last
}

/** An IPv4 address as such, also on a socket that speaks both. */
function plain(address: string): string {
  return MAPPED_IPV4.exec(address)?.[1] ?? address
}

import { lookup as resolve } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

export interface GuardedRequest {
  url: string
  method: 'GET' | 'POST' | 'HEAD'
  headers?: Record<string, string>
  body?: string | Buffer
  timeoutMs: number
  /** An answer is cut off here. */
  maxBytes: number
  /** Loopback, link-local and private addresses may be spoken to. */
  allowPrivate: boolean
  /** Default 3; 0 returns a redirect as it is. */
  maxRedirects?: number
}

export interface GuardedAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
  truncated: boolean
}

/** Why there is no answer. `sent`: the request may have reached the other side. */
export class GuardedFetchError extends Error {
  readonly reason: 'address_refused' | 'url_invalid' | 'unreachable' | 'timeout' | 'too_many_redirects'
  readonly sent: boolean

  constructor(reason: GuardedFetchError['reason'], sent: boolean, message: string) {
    super(message)
    this.name = 'GuardedFetchError'
    this.reason = reason
    this.sent = sent
  }
}

/**
 * Fetches a URL that a person configured, without letting it reach this machine or its network. The address is checked
 * when the socket connects, so neither a redirect nor a DNS change between check and use gets around it.
 */
export async function guardedFetch(input: GuardedRequest): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(input.timeoutMs)
  let request = input
  for (let hops = 0; ; hops++) {
    const url = parseUrl(request.url)
    const answer = await once(url, request, signal)
    const location = answer.headers.location
    const most = input.maxRedirects ?? 3
    if (answer.status < 300 || answer.status >= 400 || location === undefined || most === 0) return answer
    if (hops >= most) throw new GuardedFetchError('too_many_redirects', true, 'Too many redirects.')
    request = redirected(request, url, location, answer.status)
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new GuardedFetchError(
      'url_invalid',
      false,
      'Only http and https addresses without credentials are called.',
    )
  }
  return url
}

/** 307 and 308 repeat the request, the others become GET (RFC 9110, 15.4); headers stay with their own origin. */
function redirected(request: GuardedRequest, from: URL, location: string, status: number): GuardedRequest {
  const target = URL.canParse(location, from) ? new URL(location, from) : null
  if (target === null) throw new GuardedFetchError('url_invalid', true, 'The redirect leads to no address.')
  const headers = target.origin === from.origin ? (request.headers ?? {}) : {}
  const { body: _, ...rest } = request
  if (status === 307 || status === 308) return { ...request, url: target.href, headers }
  return { ...rest, url: target.href, headers, method: request.method === 'HEAD' ? 'HEAD' : 'GET' }
}

function once(url: URL, request: GuardedRequest, signal: AbortSignal): Promise<GuardedAnswer> {
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!request.allowPrivate && isIP(literal) !== 0 && isPrivateAddress(literal)) {
    return Promise.reject(refused(literal))
  }
  return new Promise((settle, reject) => {
    const state = { connected: false }
    const options = {
      method: request.method,
      agent: false as const,
      signal,
      lookup: guardedLookup(request.allowPrivate),
      headers: {
        'user-agent': 'Akis',
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
      },
    }
    const fail = (error: Error) => reject(asFetchError(error, state.connected, signal))
    try {
      const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
        readAnswer(answer, request.maxBytes).then(settle, fail)
      })
      noteConnection(call, url.protocol, state)
      call.on('error', fail)
      call.end(request.body)
    } catch (error) {
      fail(error as Error)
    }
  })
}

function noteConnection(call: ClientRequest, protocol: string, state: { connected: boolean }): void {
  call.on('socket', (socket) => {
    socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      state.connected = true
    })
  })
}

function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const allowed = allowPrivate ? addresses : addresses.filter(({ address }) => !isPrivateAddress(address))
      const [first] = allowed
      if (first === undefined) return callback(refused(hostname), '')
      if (options.all) return callback(null, allowed)
      callback(null, first.address, first.family)
    })
  }
}

const refused = (host: string) =>
  new GuardedFetchError(
    'address_refused',
    false,
    `${host} is on a private network. Set AKIS_ALLOW_PRIVATE_NETWORK=1 to allow it.`,
  )

function asFetchError(error: Error, sent: boolean, signal: AbortSignal): GuardedFetchError {
  if (error instanceof GuardedFetchError) return error
  if (signal.aborted) return new GuardedFetchError('timeout', sent, 'No answer in time.')
  const code = (error as NodeJS.ErrnoException).code
  return new GuardedFetchError('unreachable', sent, code ? `${error.message} (${code})` : error.message)
}

async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<GuardedAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, maxBytes - size))
    size += chunk.length
    if (size > maxBytes) {
      answer.destroy()
      break
    }
  }
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: Buffer.concat(chunks),
    truncated: size > maxBytes,
  }
}

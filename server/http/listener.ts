import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from '../runtime.ts'
import { AppError } from '../services/app-error.ts'
import { settleClient } from './client-address.ts'
import { countRequest } from './counters.ts'
import type { Door, HotRequest, HotResponse } from './door.ts'
import { DOORS } from './doors/index.ts'
import { problemOf } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

export type HotListener = (request: IncomingMessage, response: ServerResponse) => boolean

export const CORS = { 'access-control-allow-origin': '*' }
export const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, content-encoding',
  'access-control-max-age': '86400',
}

/** Answers the hot doors on bare node:http; false says that the request is for somebody else, its client settled. */
export function createHotListener(runtime: Runtime, doors: readonly Door[] = DOORS): HotListener {
  const headers = securityHeaders(runtime.settings.publicUrl)
  return (request, response) => {
    const { method, url } = request
    settleClient(request, runtime.settings.trustProxy)
    if (url === undefined || method === undefined) return false
    const end = url.indexOf('?')
    const path = end === -1 ? url : url.slice(0, end)
    for (const door of doors) {
      const match = door.path.exec(path)
      if (match === null) continue
      if (method === 'OPTIONS' && door.cors) {
        send(response, { status: 204, headers: { ...headers, ...PREFLIGHT } }, false)
        return true
      }
      if (method !== door.method && !(method === 'HEAD' && door.method === 'GET')) continue
      const { authorization, cookie } = request.headers
      if (door.leavesSessions && authorization === undefined && cookie !== undefined) return false
      answer(door, { request, response, path, params: match.groups ?? {}, headers }, runtime)
      return true
    }
    return false
  }
}

const DRAIN_MS = 3_000

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  path: string
  params: Record<string, string>
  /** What stands on every answer. */
  headers: Record<string, string>
}

async function answer(door: Door, exchange: Exchange, runtime: Runtime): Promise<void> {
  const { request, response } = exchange
  let reply: HotResponse
  try {
    reply = await door.handle(hotRequest(exchange), runtime)
  } catch (error) {
    reply = problemOf(error, runtime.log)
  }
  countRequest(door.name ?? 'other', reply.status)
  if (response.destroyed) return
  reply = { ...reply, headers: { ...exchange.headers, ...reply.headers, ...(door.cors && CORS) } }
  if (!request.complete) reply = { ...reply, headers: { ...reply.headers, connection: 'close' } }
  send(response, reply, request.method === 'HEAD')
  if (!request.complete) drain(request)
}

/** A client that is still sending a refused body reads the answer only when it is done: let it, for a while. */
function drain(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), DRAIN_MS)
  request.once('close', () => clearTimeout(timer))
  request.resume()
}

function hotRequest({ request, path, params }: Exchange): HotRequest {
  return {
    method: request.method!,
    get url() {
      return new URL(request.url!, 'http://localhost')
    },
    params: decoded(params, path),
    headers: request.headers,
    ip: String(request.headers['x-forwarded-for'] ?? ''),
    now: new Date(),
    body: (limitBytes) => readBody(request, limitBytes),
  }
}

function decoded(params: Record<string, string>, path: string): Record<string, string> {
  if (!path.includes('%')) return params
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    return params
  }
}

function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => new AppError('too_large', `The body must be at most ${limitBytes} bytes.`)
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(tooLarge())
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) {
        request.pause()
        request.removeAllListeners('data')
        reject(tooLarge())
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('aborted', () => reject(new AppError('malformed', 'The request ended before its body did.')))
  })
}

function send(response: ServerResponse, { status, headers, body }: HotResponse, headOnly: boolean): void {
  if (body === undefined) {
    response.writeHead(status, headers)
    response.end()
  } else {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    response.end(headOnly ? undefined : body)
  }
}

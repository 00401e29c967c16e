import type { z } from 'zod'
import { type Runtime, runtime } from '../runtime.ts'
import { AppError } from '../services/app-error.ts'
import { sessionActor } from '../services/auth/session-actor.ts'
import type { Ctx } from '../services/context.ts'
import { keyRing } from '../services/keys/authenticate-key.ts'
import type { HotResponse } from './door.ts'
import { parseWith } from './parse-with.ts'
import { problemOf } from './problem.ts'
import { readJson } from './read-json.ts'
import { isSameOrigin } from './same-origin.ts'

/** What a route takes. Without `body` the request's body is not read. */
export interface ApiRouteOptions<B extends z.ZodType, Q extends z.ZodType> {
  body?: B
  query?: Q
  /** No body at all counts as an empty object. */
  mayBeEmpty?: boolean
  /** Largest body, in bytes. */
  limitBytes?: number
  /** Status of a successful answer; 200 without. */
  status?: number
}

export interface ApiCall<B, Q> {
  ctx: Ctx
  runtime: Runtime
  request: Request
  /** Segments of the path, by name. */
  params: Record<string, string>
  body: B
  query: Q
}

/** Next gives every route its own type of `params`; all of them are this. */
type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>

const LIMIT_BYTES = 2_000_000
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A Next route handler of the API: signs in by API key or session cookie, reads the body and the query with their schemas,
 * and answers what `handle` returns as JSON (a `Response` as it is, `undefined` as 204). Failures become problem+json.
 */
export function apiRoute<B extends z.ZodType = z.ZodUndefined, Q extends z.ZodType = z.ZodUndefined>(
  options: ApiRouteOptions<B, Q>,
  handle: (call: ApiCall<z.output<B>, z.output<Q>>) => Promise<unknown>,
): RouteHandler {
  return async (request, context) => {
    const opened = await runtime()
    try {
      const ctx = await contextOf(request, opened)
      const params = textParams(((await context.params) ?? {}) as Segments)
      const query = options.query && parseWith(options.query, queryOf(request), 'query')
      const body = options.body && parseWith(options.body, await bodyOf(request, options))
      const answer = await handle({
        ctx,
        runtime: opened,
        request,
        params,
        body: body as z.output<B>,
        query: query as z.output<Q>,
      })
      if (answer instanceof Response) return answer
      if (answer === undefined) return new Response(null, { status: 204 })
      return Response.json(answer, {
        status: options.status ?? 200,
        headers: { 'cache-control': 'no-store' },
      })
    } catch (error) {
      return toResponse(problemOf(error, opened.log))
    }
  }
}

/** Who asks, for which workspace, at which instant. Throws `unauthorized`, or `forbidden` for another site's request. */
export async function contextOf(request: Request, { sql, settings }: Runtime): Promise<Ctx> {
  const now = new Date()
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const { workspaceId, actor } = await keyRing(sql).authenticate(authorization, now)
    return { sql, workspaceId, actor, now }
  }
  const session = await sessionActor(request.headers)
  if (session === null) {
    throw new AppError('unauthorized', 'Sign in, or send an API key as `Authorization: Bearer ak_…`.')
  }
  if (!SAFE_METHODS.has(request.method) && !isSameOrigin(request.headers, settings.publicUrl)) {
    throw new AppError('forbidden', 'This request does not come from the studio.')
  }
  return { sql, ...session, now }
}

/** An answer of a hot door as the web's `Response`. */
export function toResponse({ status, headers, body }: HotResponse): Response {
  const content = body === undefined || typeof body === 'string' ? body : new Uint8Array(body)
  return new Response(content ?? null, { status, headers: headers ?? {} })
}

/** The request's body whole; throws `too_large` as soon as it passes the limit. */
export async function bytesOf(request: Request, limitBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError('too_large', `The body must be at most ${limitBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function bodyOf(
  request: Request,
  { limitBytes = LIMIT_BYTES, mayBeEmpty = false }: { limitBytes?: number; mayBeEmpty?: boolean },
): Promise<unknown> {
  const bytes = await bytesOf(request, limitBytes)
  if (mayBeEmpty && bytes.length === 0) return {}
  const headers = {
    'content-type': request.headers.get('content-type') ?? undefined,
    'content-encoding': request.headers.get('content-encoding') ?? undefined,
  }
  return readJson(bytes, headers, limitBytes)
}

/** A name that stands twice in the query becomes a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url)
  const query: Record<string, string | string[]> = {}
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name)
    Object.defineProperty(query, name, { value: values.length > 1 ? values : values[0], enumerable: true })
  }
  return query
}

type Segments = Record<string, string | string[] | undefined>

function textParams(params: Segments): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('/') : (value ?? ''),
    ]),
  )
}

import type { z } from 'zod'
import { type Runtime, runtime } from '../runtime.ts'
import { AppError } from '../services/app-error.ts'
import { bytesOf, toResponse } from './api-route.ts'
import { parseWith } from './parse-with.ts'
import { problemOf } from './problem.ts'
import { readJson } from './read-json.ts'
import { isSameOrigin } from './same-origin.ts'

const LIMIT_BYTES = 100_000

export interface OpenCall<B> {
  runtime: Runtime
  request: Request
  params: Record<string, string>
  body: B
  now: Date
}

/**
 * A Next route handler for people who are not signed in yet: takes a JSON body from our own pages only and answers what
 * `handle` returns as JSON (a `Response` as it is, `undefined` as 204). Failures become problem+json.
 */
export function openRoute<B extends z.ZodType>(
  schema: B,
  handle: (call: OpenCall<z.output<B>>) => Promise<unknown>,
): (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response> {
  return async (request, context) => {
    const opened = await runtime()
    try {
      if (!isSameOrigin(request.headers, opened.settings.publicUrl))
        throw new AppError('forbidden', 'This request does not come from the studio.')
      const raw = await bytesOf(request, LIMIT_BYTES)
      const headers = { 'content-type': request.headers.get('content-type') ?? undefined }
      const body = parseWith(schema, await readJson(raw, headers, LIMIT_BYTES))
      const params = (await context.params) ?? {}
      const answer = await handle({ runtime: opened, request, params, body, now: new Date() })
      if (answer instanceof Response) return answer
      if (answer === undefined) return new Response(null, { status: 204 })
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
    } catch (error) {
      return toResponse(problemOf(error, opened.log))
    }
  }
}

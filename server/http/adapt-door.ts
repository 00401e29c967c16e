import { workspaceById } from '#db/queries/workspaces.ts'
import { runtime } from '../runtime.ts'
import { AppError } from '../services/app-error.ts'
import { bytesOf, contextOf, toResponse } from './api-route.ts'
import type { DataCall, Door, HotRequest, HotResponse } from './door.ts'
import { CORS, PREFLIGHT } from './listener.ts'
import { problemOf } from './problem.ts'

/** A data door as Next's route handlers, for sessions of the studio and for places where only Next runs. */
export function adaptDoor(receive: (call: DataCall) => Promise<HotResponse>) {
  return {
    POST: async (request: Request): Promise<Response> => {
      const opened = await runtime()
      try {
        const { sql, workspaceId, actor, now } = await contextOf(request, opened)
        const workspace = await workspaceById(sql, workspaceId)
        if (!workspace) throw new AppError('not_found', 'This workspace is gone.')
        const hot = hotRequest(request, {}, now)
        const reply = await receive({ request: hot, sql, workspaceId, country: workspace.country, actor })
        return toResponse({ ...reply, headers: { ...reply.headers, ...CORS } })
      } catch (error) {
        const reply = problemOf(error, opened.log)
        return toResponse({ ...reply, headers: { ...reply.headers, ...CORS } })
      }
    },
    OPTIONS: (): Response => new Response(null, { status: 204, headers: PREFLIGHT }),
  }
}

/** A door that asks for no key, as a route handler of Next, for places where only Next runs. */
export function adaptOpenDoor(door: Door): (request: Request) => Promise<Response> {
  return async (request) => {
    const opened = await runtime()
    try {
      const match = door.path.exec(new URL(request.url).pathname)
      if (match === null) throw new AppError('not_found', 'This address leads nowhere.')
      return toResponse(await door.handle(hotRequest(request, match.groups ?? {}, new Date()), opened))
    } catch (error) {
      return toResponse(problemOf(error, opened.log))
    }
  }
}

function hotRequest(request: Request, params: Record<string, string>, now: Date): HotRequest {
  return {
    method: request.method,
    url: new URL(request.url),
    params,
    headers: Object.fromEntries(request.headers),
    ip: request.headers.get('x-forwarded-for') ?? '',
    now,
    body: (limitBytes) => bytesOf(request, limitBytes),
  }
}

import type { IncomingHttpHeaders } from 'node:http'
import type { Sql } from '#db/client.ts'
import type { Runtime } from '../runtime.ts'
import type { Actor } from '../services/context.ts'

/** A request at a hot door, free of any framework. */
export interface HotRequest {
  method: string
  url: URL
  /** Named groups of the door's path. */
  params: Record<string, string>
  headers: IncomingHttpHeaders
  /** The client's address. */
  ip: string
  now: Date
  /** Reads the body whole; throws AppError `too_large` past `limitBytes`. */
  body: (limitBytes: number) => Promise<Buffer>
}

export interface HotResponse {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** One route that is answered without Next: one file per door under `doors/`, listed in `doors/index.ts`. */
export interface Door {
  /** What figures call it. */
  name?: string
  method: 'GET' | 'POST' | 'DELETE'
  path: RegExp
  /** Pages of other sites may call it: it is told who asks by an API key alone, never by a cookie. */
  cors?: boolean
  /** A request with a cookie and no API key is left to Next, which knows sessions. */
  leavesSessions?: boolean
  handle: (request: HotRequest, runtime: Runtime) => Promise<HotResponse>
}

/** A call at a data door whose caller is known. */
export interface DataCall {
  request: HotRequest
  sql: Sql
  workspaceId: string
  /** ISO 3166-1 alpha-2 of the workspace. */
  country: string
  actor: Actor
}

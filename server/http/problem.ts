import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { AppError, type ErrorCode } from '../services/app-error.ts'
import { rootCause } from '../services/root-cause.ts'
import type { HotResponse } from './door.ts'

/** The HTTP status of every expected failure. */
const STATUS: Record<ErrorCode, number> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  not_publishable: 422,
  people_unmapped: 422,
  rate_limited: 429,
  busy: 503,
  unavailable: 503,
}

const TITLES: Record<ErrorCode, string> = {
  malformed: 'Malformed request',
  unauthorized: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Conflict',
  too_large: 'Too large',
  unsupported_media_type: 'Unsupported media type',
  invalid: 'Invalid request',
  not_publishable: 'The flow has errors',
  people_unmapped: 'People need a choice',
  rate_limited: 'Too many requests',
  busy: 'Busy',
  unavailable: 'Unavailable',
}

/** What PostgreSQL and the driver say when there is nobody to talk to. */
const DATABASE_AWAY = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
])

/** Whether the error says that the database can't be reached, rather than that it refused the statement. */
export function databaseIsAway(error: unknown): boolean {
  const root = rootCause(error)
  if (!(root instanceof Error) || !('code' in root)) return false
  return DATABASE_AWAY.has(String(root.code))
}

/** Any failure as RFC 9457 `application/problem+json`. Unexpected ones are logged and answer 500 with the log's id. */
export function problemOf(error: unknown, log: Pick<Logger, 'error' | 'warn'>): HotResponse {
  if (error instanceof AppError) return problem(error)
  if (databaseIsAway(error)) {
    log.warn({ code: (rootCause(error) as { code?: unknown }).code }, 'The database is away')
    return problem(new AppError('unavailable', 'The database is away. Try again shortly.'))
  }
  const id = randomUUID()
  log.error({ id, error: described(rootCause(error)) }, 'A request failed unexpectedly')
  return {
    status: 500,
    headers: HEADERS,
    body: JSON.stringify({
      type: '/docs/api#errors',
      title: 'Unexpected failure',
      status: 500,
      code: 'internal',
      detail: 'Something failed on our side. The server log has it under this id.',
      errors: [],
      id,
    }),
  }
}

const HEADERS = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }

function problem(error: AppError): HotResponse {
  const status = STATUS[error.code]
  const retryAfter = error.extra.retryAfter ?? (status === 503 ? 1 : status === 429 ? 1 : undefined)
  return {
    status,
    headers: {
      ...HEADERS,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(error.extra.headers as Record<string, string> | undefined),
    },
    body: JSON.stringify({
      type: '/docs/api#errors',
      title: TITLES[error.code],
      status,
      code: error.code,
      detail: error.message,
      errors: error.errors,
      ...published(error.extra),
    }),
  }
}

/** `headers` and `retryAfter` steer the answer; the rest of `extra` is part of it. */
function published({ headers, retryAfter, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest
}

/** Name, message, code and stack only: a driver's error also carries the statement's parameters. */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  return {
    name: error.name,
    message: error.message,
    code: (error as { code?: unknown }).code,
    stack: error.stack,
  }
}

/** Every expected failure. `server/http/problem.ts` gives each its HTTP status. */
export type ErrorCode =
  | 'malformed'
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'busy'
  | 'unavailable'
  | 'not_publishable'
  | 'people_unmapped'

/** One bad field. `pointer` is a JSON pointer (RFC 6901) into the body. */
export interface FieldError {
  pointer: string
  code: string
  message: string
}

/** An expected failure with a stable code; `errors` name the fields, `extra` goes into the answer as it is. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly errors: FieldError[]
  readonly extra: Record<string, unknown>

  constructor(
    code: ErrorCode,
    message: string,
    errors: FieldError[] = [],
    extra: Record<string, unknown> = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.errors = errors
    this.extra = extra
  }
}

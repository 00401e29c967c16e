/** One bad field of a request; `pointer` is a JSON pointer into the body. */
export interface ApiFieldError {
  pointer: string
  code: string
  message: string
}

/** A problem the API answered with (RFC 9457). `extra` is the whole problem body. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly errors: ApiFieldError[]
  readonly extra: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.message ?? body.title ?? `HTTP ${status}`))
    this.name = 'ApiError'
    this.status = status
    this.code = String(body.code ?? 'unknown')
    this.errors = Array.isArray(body.errors) ? (body.errors as ApiFieldError[]) : []
    this.extra = body
  }
}

/** Narrows a thrown value to a problem of the API. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError
}

export interface FetchJsonOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/**
 * Asks our own API with the session cookie. Returns the parsed answer (undefined for an empty one);
 * throws `ApiError` for an answer that is not 2xx and for no answer (`status` 0, code `offline`).
 */
export async function fetchJson<T>(path: string, options: FetchJsonOptions = {}): Promise<T> {
  const { method = 'GET', body, signal } = options
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { code: 'offline', detail: 'No answer from the server.' })
  }
  const text = await response.text()
  const parsed = text === '' ? undefined : parse(text)
  if (!response.ok) throw new ApiError(response.status, (parsed ?? {}) as Record<string, unknown>)
  return parsed as T
}

/** Sends while the page goes away: the browser delivers it, and nobody is left to hear the answer. */
export function sendLeaving(path: string, { method = 'POST', body }: FetchJsonOptions): void {
  void fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => undefined)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

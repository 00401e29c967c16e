import type { GuardedAnswer } from './guarded-fetch.ts'

/** The answer's JSON object; empty where it is none. */
export function jsonAnswer(answer: Pick<GuardedAnswer, 'body'>): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(answer.body.toString('utf8'))
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

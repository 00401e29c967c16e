import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { countAttempt, forgetAttempts } from '#db/queries/rate-limits.ts'

/** Tries a person has for one address, wherever they come from, within the window. */
export const SIGN_IN_LIMIT = { tries: 10, windowMs: 15 * 60_000 } as const

/** Counts a try to sign in. Returns null when it may go on, else the seconds until the next one may. */
export async function countSignIn(sql: Sql, email: string, now: Date): Promise<number | null> {
  const { count, startedAt } = await countAttempt(sql, {
    id: v7({ msecs: now.getTime() }),
    key: keyOf(email),
    at: now.getTime(),
    windowMs: SIGN_IN_LIMIT.windowMs,
  })
  if (count <= SIGN_IN_LIMIT.tries) return null
  return Math.max(1, Math.ceil((startedAt + SIGN_IN_LIMIT.windowMs - now.getTime()) / 1000))
}

/** A sign-in that succeeded begins a new window. */
export async function signInSucceeded(sql: Sql, email: string): Promise<void> {
  await forgetAttempts(sql, keyOf(email))
}

/** A hash: the table of attempts must not become a list of addresses. */
function keyOf(email: string): string {
  return `sign-in|${createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')}`
}

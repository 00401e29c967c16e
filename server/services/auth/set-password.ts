import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import type { Sql } from '#db/client.ts'
import { endSessions, updatePassword, userIdByEmail } from '#db/queries/users.ts'
import { AppError } from '../app-error.ts'
import { Password, SignInEmail } from './credentials.ts'
import { signInSucceeded } from './sign-in-limit.ts'

export const SetPassword = z.strictObject({ email: SignInEmail, password: Password })
export type SetPassword = z.infer<typeof SetPassword>

/**
 * Gives a person who forgot theirs a new password, from the machine that runs the app. Ends all their sessions, and lifts
 * the pause after too many tries. Throws `not_found` when nobody signs in with this address.
 */
export async function setPassword({
  sql,
  input,
  now,
}: {
  sql: Sql
  input: SetPassword
  now: Date
}): Promise<void> {
  const { email, password } = input
  const userId = await userIdByEmail(sql, email)
  if (userId === null) throw new AppError('not_found', `Nobody signs in with ${email}.`)
  const passwordHash = await hashPassword(password)
  await sql.begin(async (tx) => {
    await updatePassword(tx, userId, passwordHash, now)
    await endSessions(tx, userId)
  })
  await signInSucceeded(sql, email)
}

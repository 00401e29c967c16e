import { hashPassword } from 'better-auth/crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Sql } from '#db/client.ts'
import { lockInvitation, markInvitationAccepted } from '#db/queries/invitations.ts'
import { insertMember } from '#db/queries/members.ts'
import { insertUser, userIdByEmail } from '#db/queries/users.ts'
import { AppError } from '../app-error.ts'
import { Password, PersonName } from '../auth/credentials.ts'

/** Who is new says a name and a password; who is signed in says nothing. */
export const AcceptInvitation = z.strictObject({
  name: PersonName.optional(),
  password: Password.optional(),
  locale: z.enum(['tr', 'en']).optional(),
})
export type AcceptInvitation = z.infer<typeof AcceptInvitation>

/**
 * Makes the holder of the link a member; the only way to an account besides the owner's.
 * Throws `not_found`, `conflict` (no longer open), `unauthorized` (the address has an account: sign in first) or `invalid`.
 */
export async function acceptInvitation({
  sql,
  id,
  input,
  userId,
  now,
}: {
  sql: Sql
  id: string
  input: AcceptInvitation
  /** Who is signed in on this browser. */
  userId: string | null
  now: Date
}): Promise<{ workspaceId: string; email: string }> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  const newId = () => v7({ msecs: now.getTime() })
  return (await sql.begin(async (tx) => {
    const invitation = await lockInvitation(tx, id)
    if (!invitation) throw new AppError('not_found', 'There is no such invitation.')
    if (invitation.status !== 'pending' || invitation.expiresAt <= now)
      throw new AppError('conflict', 'This invitation is no longer open. Ask for a new one.')
    const { email, workspaceId, role } = invitation
    let memberId = await userIdByEmail(tx, email)
    if (memberId !== null && memberId !== userId)
      throw new AppError(
        'unauthorized',
        'This address has an account. Sign in with it, then open the link again.',
      )
    if (memberId === null) {
      const { name, locale = null } = input
      if (name === undefined || passwordHash === null) throw missing(input)
      memberId = newId()
      await insertUser(tx, { id: memberId, accountId: newId(), name, email, passwordHash, locale, now })
    }
    await insertMember(tx, { id: newId(), workspaceId, userId: memberId, role, now })
    await markInvitationAccepted(tx, id)
    return { workspaceId, email }
  })) as { workspaceId: string; email: string }
}

function missing({ name, password }: AcceptInvitation): AppError {
  const fields = Object.entries({ name, password }).filter(([, value]) => value === undefined)
  return new AppError(
    'invalid',
    'The body has invalid fields.',
    fields.map(([field]) => ({
      pointer: `/${field}`,
      code: 'required',
      message: 'is needed for a new account',
    })),
  )
}

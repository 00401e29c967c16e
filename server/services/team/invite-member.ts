import { v4 } from 'uuid'
import { z } from 'zod'
import { cancelInvitationsTo, insertInvitation } from '#db/queries/invitations.ts'
import { membersOf } from '#db/queries/members.ts'
import { AppError } from '../app-error.ts'
import { SignInEmail } from '../auth/credentials.ts'
import { type Ctx, ROLES, requirePermission } from '../context.ts'
import { actingPerson, requireRankFor } from './team-roles.ts'

const VALID_MS = 7 * 24 * 3600_000

export const InviteMember = z.strictObject({ email: SignInEmail, role: z.enum(ROLES) })
export type InviteMember = z.infer<typeof InviteMember>

/**
 * Asks somebody into the workspace. The id is the secret of the link `/invite/<id>`, good for seven days;
 * an earlier invitation of the same address ends. Throws `conflict` for a member.
 */
export async function inviteMember({
  ctx,
  input,
}: {
  ctx: Ctx
  input: InviteMember
}): Promise<{ id: string; email: string; role: string; expiresAt: string }> {
  requirePermission(ctx, 'team:write')
  requireRankFor(ctx, input.role)
  const inviterId = actingPerson(ctx).userId
  const id = v4()
  const expiresAt = new Date(ctx.now.getTime() + VALID_MS)
  await ctx.sql.begin(async (tx) => {
    const members = await membersOf(tx, ctx.workspaceId)
    if (members.some((member) => member.email === input.email))
      throw new AppError('conflict', 'This person is a member already.', [
        { pointer: '/email', code: 'already_member', message: 'is a member already' },
      ])
    await cancelInvitationsTo(tx, ctx.workspaceId, input.email)
    await insertInvitation(tx, {
      id,
      workspaceId: ctx.workspaceId,
      ...input,
      inviterId,
      now: ctx.now,
      expiresAt,
    })
  })
  return { id, ...input, expiresAt: expiresAt.toISOString() }
}

import { z } from 'zod'
import { lockMembers, updateMemberRole } from '#db/queries/members.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, ROLES, requirePermission } from '../context.ts'
import { requireOwnerLeft, requireRankFor } from './team-roles.ts'

export const ChangeRole = z.strictObject({ role: z.enum(ROLES) })
export type ChangeRole = z.infer<typeof ChangeRole>

/** Gives a member another role. Throws `not_found`, `forbidden` (owners are for owners) or `conflict` (the last owner). */
export async function changeRole({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ChangeRole & { memberId: string }
}): Promise<void> {
  requirePermission(ctx, 'team:write')
  await ctx.sql.begin(async (tx) => {
    const members = await lockMembers(tx, ctx.workspaceId)
    const member = members.find((each) => each.id === input.memberId)
    if (!member) throw new AppError('not_found', 'There is no member with this id.')
    requireRankFor(ctx, member.role, input.role)
    if (input.role !== 'owner') requireOwnerLeft(members, member.id)
    await updateMemberRole(tx, ctx.workspaceId, member.id, input.role)
  })
}

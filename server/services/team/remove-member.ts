import { deleteMember, lockMembers } from '#db/queries/members.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, may, requirePermission } from '../context.ts'
import { actingPerson, requireOwnerLeft, requireRankFor } from './team-roles.ts'

/**
 * Takes a member out of the workspace, or lets a person leave it themselves.
 * Throws `not_found`, `forbidden` (owners are for owners) or `conflict` (the last owner).
 */
export async function removeMember({ ctx, input }: { ctx: Ctx; input: { memberId: string } }): Promise<void> {
  requirePermission(ctx, 'read')
  const { userId } = actingPerson(ctx)
  await ctx.sql.begin(async (tx) => {
    const members = await lockMembers(tx, ctx.workspaceId)
    const member = members.find((each) => each.id === input.memberId)
    if (!member) throw new AppError('not_found', 'There is no member with this id.')
    if (member.userId !== userId || may(ctx.actor, 'team:write')) {
      requirePermission(ctx, 'team:write')
      requireRankFor(ctx, member.role)
    }
    requireOwnerLeft(members, member.id)
    await deleteMember(tx, ctx.workspaceId, member.id)
  })
}

import { openInvitationsOf } from '#db/queries/invitations.ts'
import { membersOf } from '#db/queries/members.ts'
import { type Ctx, may, requirePermission } from '../context.ts'

export interface Team {
  members: {
    id: string
    userId: string
    name: string
    email: string
    role: string
    joinedAt: string
    lastSeenAt: string | null
  }[]
  /** Only for those who may change the team: their ids open the door. */
  invitations: {
    id: string
    email: string
    role: string
    invitedBy: string
    createdAt: string
    expiresAt: string
  }[]
}

/** Who is in the workspace and who was asked in. */
export async function listTeam({ ctx }: { ctx: Ctx }): Promise<Team> {
  requirePermission(ctx, 'read')
  const members = await membersOf(ctx.sql, ctx.workspaceId)
  const invitations = may(ctx.actor, 'team:write')
    ? await openInvitationsOf(ctx.sql, ctx.workspaceId, ctx.now)
    : []
  return {
    members: members.map(({ createdAt, lastSeenAt, ...member }) => ({
      ...member,
      joinedAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
    })),
    invitations: invitations.map(({ id, email, role, inviterName, createdAt, expiresAt }) => ({
      id,
      email,
      role,
      invitedBy: inviterName,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  }
}

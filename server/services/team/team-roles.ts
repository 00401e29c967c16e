import { AppError } from '../app-error.ts'
import type { Ctx, Role } from '../context.ts'

/** The person who acts. Throws `forbidden` for an API key: a team is changed by people. */
export function actingPerson(ctx: Ctx): { userId: string; role: Role } {
  if (ctx.actor.kind === 'user') return ctx.actor
  throw new AppError('forbidden', 'Only a person in the studio can change the team.')
}

/** Only owners make owners or touch them. Throws `forbidden`. */
export function requireRankFor(ctx: Ctx, ...roles: string[]): void {
  if (roles.includes('owner') && actingPerson(ctx).role !== 'owner')
    throw new AppError('forbidden', 'Only an owner can do this to an owner.')
}

/** A workspace keeps an owner. Throws `conflict` when the change would take the last one. */
export function requireOwnerLeft(members: readonly { id: string; role: string }[], leaving: string): void {
  const owners = members.filter((member) => member.role === 'owner')
  if (owners.length === 1 && owners[0]!.id === leaving)
    throw new AppError('conflict', 'A workspace needs an owner. Make somebody else an owner first.', [], {
      reason: 'last_owner',
    })
}

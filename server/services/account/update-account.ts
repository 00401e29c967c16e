import { z } from 'zod'
import { updateUser } from '#db/queries/users.ts'
import { AppError } from '../app-error.ts'
import { PersonName } from '../auth/credentials.ts'
import type { Ctx } from '../context.ts'

export const UpdateAccount = z.strictObject({
  name: PersonName.optional(),
  locale: z.enum(['tr', 'en']).optional(),
})
export type UpdateAccount = z.infer<typeof UpdateAccount>

/** A person changes what they say about themselves. Needs no permission beyond being that person. */
export async function updateAccount({ ctx, input }: { ctx: Ctx; input: UpdateAccount }): Promise<void> {
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Only a person has an account.')
  await updateUser(ctx.sql, ctx.actor.userId, input, ctx.now)
}

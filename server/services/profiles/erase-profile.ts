import { suppress } from '#db/queries/consents.ts'
import { erasePerson, forgetExamples } from '#db/queries/erase-person.ts'
import { identifiersOf } from '#db/queries/people.ts'
import { addressHash } from '../consents/address-hash.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { findProfile } from './find-profile.ts'

const CHANNELS = { email: ['email'], phone: ['sms', 'whatsapp'] } as const

/**
 * Erases a person: everything that is kept of them goes. What stays is a hash of their addresses, so that they are not written to
 * again by an old list that is imported later. Throws `not_found`.
 */
export async function eraseProfile({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'people:write')
  const { workspaceId, now } = ctx
  await inTransaction(ctx.sql, [], async (tx) => {
    const { id: profileId, part } = await findProfile(ctx, input.id, tx)
    const identifiers = await identifiersOf(tx, { workspaceId, id: profileId })
    for (const { kind, value } of identifiers) {
      const channels = kind === 'email' || kind === 'phone' ? CHANNELS[kind] : []
      const hash = addressHash(workspaceId, value)
      for (const channel of channels)
        await suppress(tx, { workspaceId, channel, hash, reason: 'erased', now })
    }
    await forgetExamples(tx, { workspaceId, part, profileId })
    await erasePerson(tx, { workspaceId, profileId, values: identifiers.map(({ value }) => value) })
  })
}

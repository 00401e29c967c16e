import { partOf } from '#db/part.ts'
import { findIdentifiers, identifierId } from '#db/queries/identifiers.ts'
import { livePushSubscriptions, type PushSubscription } from '#db/queries/push-subscriptions.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

const KINDS = ['email', 'phone', 'external_id'] as const

/**
 * The browsers that take notifications of the person whom an e-mail address, a phone number or an external id names.
 * Throws `invalid` at `pointer` where nobody is named so, or takes none.
 */
export async function browsersOf(
  { sql, workspaceId }: Pick<Ctx, 'sql' | 'workspaceId'>,
  { who, pointer }: { who: string; pointer: string },
): Promise<PushSubscription[]> {
  const wanted = KINDS.map((kind) => ({
    workspaceId,
    kind,
    value: kind === 'email' ? who.trim().toLowerCase() : who.trim(),
  }))
  const found = (await sql.begin((tx) => findIdentifiers(tx, wanted))) as Map<string, string>
  const profileId = wanted.map((one) => found.get(identifierId(one))).find((id) => id !== undefined)
  if (profileId === undefined) {
    const message = 'must be the e-mail address, phone number or external id of a person who is here'
    throw new AppError('invalid', 'There is no such person.', [{ pointer, code: 'invalid_address', message }])
  }
  const browsers = await livePushSubscriptions(sql, [{ part: partOf(workspaceId, profileId), profileId }])
  const own = browsers.get(profileId) ?? []
  if (own.length === 0) {
    const message = 'takes notifications in none of their browsers'
    throw new AppError('invalid', 'This person takes no notifications.', [
      { pointer, code: 'no_subscription', message },
    ])
  }
  return own
}

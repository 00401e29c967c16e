import { addConsent } from '#db/queries/consents.ts'
import { IdentifierTaken } from '#db/queries/identifiers.ts'
import { findPushSubscriptions, keepPushSubscription, markPushGone } from '#db/queries/push-subscriptions.ts'
import type { Identifiers, ProfileChanges } from '#flows/events/accepted-event.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { afterChange } from '../profiles/after-change.ts'
import { resolveProfiles } from '../profiles/resolve-profiles.ts'
import { endpointHash, type PushSubscriptionBody } from './push-endpoint.ts'

export interface KeepSubscription {
  identifiers: Identifiers
  profile: ProfileChanges
  subscription: PushSubscriptionBody
  /** Whether subscribing is a yes to marketing. */
  consent: boolean
  userAgent: string | null
  /** Asked with a browser's public key. */
  public?: boolean
}

/**
 * Keeps a browser for the person whom the identifiers name. A new one is a yes to marketing, unless told otherwise; one that
 * is known already says nothing new, so that whoever unsubscribed stays so. A browser has one person: the last that came with it.
 */
export async function keepSubscription({
  ctx,
  input,
}: {
  ctx: Ctx
  input: KeepSubscription
}): Promise<{ profileId: string; created: boolean }> {
  requirePermission(ctx, 'events:write')
  const { workspaceId, now } = ctx
  const { endpoint, keys } = input.subscription
  const hash = endpointHash(endpoint)
  return inTransaction(ctx.sql, [IdentifierTaken], async (tx) => {
    const mention = {
      workspaceId,
      identifiers: input.identifiers,
      changes: input.profile,
      seenAt: now,
      ...(input.public ? { public: true } : {}),
    }
    const [resolved] = await resolveProfiles(tx, [mention], now)
    const { profile } = resolved!
    const known = await findPushSubscriptions(tx, workspaceId, hash)
    for (const { part, profileId } of known)
      if (profileId !== profile.id) await markPushGone(tx, { part, workspaceId, hashes: [hash], now })
    const created = known.every(({ profileId }) => profileId !== profile.id)
    await keepPushSubscription(tx, {
      part: profile.part,
      workspaceId,
      profileId: profile.id,
      endpointHash: hash,
      endpoint,
      ...keys,
      userAgent: input.userAgent?.slice(0, 500) ?? null,
      now,
    })
    if (created && input.consent) {
      const evidence = { service: new URL(endpoint).host, userAgent: input.userAgent?.slice(0, 500) ?? null }
      await addConsent(tx, {
        workspaceId,
        profileId: profile.id,
        channel: 'push',
        kind: 'marketing',
        status: 'subscribed',
        source: 'push_subscription',
        time: now,
        evidence,
      })
    }
    await afterChange(tx, [profile], now)
    return { profileId: profile.id, created }
  })
}

import { addConsent, standingStatus } from '#db/queries/consents.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { findPushSubscriptions, livePushSubscriptions, markPushGone } from '#db/queries/push-subscriptions.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { afterChange } from '../profiles/after-change.ts'
import { endpointHash } from './push-endpoint.ts'

interface EndArgs {
  ctx: Ctx
  /** `consent`: whether leaving with the last browser is a no to marketing. */
  input: { endpoint: string; consent: boolean }
}

/** Forgets a browser. Its endpoint is known to that browser and to us alone, so that naming it is proof enough. */
export async function endSubscription({ ctx, input }: EndArgs): Promise<void> {
  requirePermission(ctx, 'events:write')
  const { workspaceId, now } = ctx
  const hash = endpointHash(input.endpoint)
  await inTransaction(ctx.sql, [], async (tx) => {
    for (const { part, profileId } of await findPushSubscriptions(tx, workspaceId, hash)) {
      await markPushGone(tx, { part, workspaceId, hashes: [hash], now })
      const about = { workspaceId, profileId, channel: 'push', kind: 'marketing' } as const
      const left = (await livePushSubscriptions(tx, [{ part, profileId }])).get(profileId) ?? []
      if (left.length > 0 || !input.consent) continue
      if ((await standingStatus(tx, about)) === 'unsubscribed') continue
      const evidence = { service: new URL(input.endpoint).host }
      const said = {
        ...about,
        status: 'unsubscribed',
        source: 'push_subscription',
        time: now,
        evidence,
      } as const
      await addConsent(tx, said)
      const person = (await loadProfiles(tx, [{ workspaceId, id: profileId }])).get(profileId)
      if (person) await afterChange(tx, [person], now)
    }
  })
}

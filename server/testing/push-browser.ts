import type { Sql } from '#db/client.ts'
import { keepPushSubscription } from '#db/queries/push-subscriptions.ts'
import { newVapidKeys } from '../channels/web-push.ts'
import { endpointHash } from '../services/push/push-endpoint.ts'
import type { Browser } from './push-service.ts'

/** Puts a browser among those that take notifications of a person. */
export async function takesPush(
  sql: Sql,
  person: { part: number; workspaceId: string; profileId: string },
  { subscription }: Browser,
  now: Date,
): Promise<void> {
  const { endpoint, keys } = subscription
  const row = { ...person, endpointHash: endpointHash(endpoint), endpoint, ...keys, userAgent: null, now }
  await sql.begin((tx) => keepPushSubscription(tx, row))
}

/** A shop's web push connection, with fresh keys. */
export function pushConnection() {
  const { publicKey, privateKey } = newVapidKeys()
  return {
    channel: 'push' as const,
    provider: 'web_push' as const,
    settings: { subject: 'mailto:hello@shop.example', publicKey },
    secrets: { privateKey },
  }
}

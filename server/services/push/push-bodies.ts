import { z } from 'zod'
import { PushEndpoint, PushSubscriptionBody } from './push-endpoint.ts'

/** A browser to keep, and whose it is: identifiers and fields as in a profile call. `consent: false` says nothing of marketing. */
export const KeepPushSubscription = z.strictObject({
  subscription: PushSubscriptionBody,
  profile: z.record(z.string(), z.json()),
  consent: z.boolean().default(true),
})

/** A browser to forget. */
export const EndPushSubscription = z.strictObject({
  endpoint: PushEndpoint,
  consent: z.boolean().default(true),
})

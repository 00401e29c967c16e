import { createHash } from 'node:crypto'
import { z } from 'zod'

const bytes = (text: string) => Buffer.from(text, 'base64url')
/** Browsers write base64url, some libraries base64. */
const Base64 = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'must be base64url')
  .transform((text) => bytes(text).toString('base64url'))

/** Where a browser takes notifications; a push service's address is at most so long. */
export const PushEndpoint = z
  .url({ protocol: /^https?$/, error: 'must be the address of a push service' })
  .max(2_000)

/** A subscription as `PushSubscription.toJSON()` writes it (W3C Push API). */
export const PushSubscriptionBody = z.object({
  endpoint: PushEndpoint,
  expirationTime: z.number().nullish(),
  keys: z.object({
    p256dh: Base64.refine(
      (text) => bytes(text).length === 65 && bytes(text)[0] === 4,
      'must be an uncompressed P-256 key of 65 bytes',
    ),
    auth: Base64.refine((text) => bytes(text).length === 16, 'must be 16 bytes'),
  }),
})
export type PushSubscriptionBody = z.output<typeof PushSubscriptionBody>

/** What a browser is told apart by. */
export const endpointHash = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex')

import { z } from 'zod'
import { amountOf } from './amount.ts'
import { emailOf, phoneOf } from './identifiers.ts'
import { EARLIEST_EVENT, EVENT_LIMITS } from './limits.ts'
import { instantOf } from './rfc3339.ts'

const L = EVENT_LIMITS
const Identifier = z.string().trim().min(1).max(L.identifierLength)
const NamedText = z.string().max(L.profileTextLength)
const filled = (text: string) => text.trim() !== ''

/** The person of an event or of a profile call. Fields that are not listed become properties of the profile. */
export const ProfileBody = z
  .looseObject({
    external_id: Identifier.nullish().describe('The shop’s own customer id.'),
    email: z
      .string()
      .refine((text) => emailOf(text) !== null)
      .nullish()
      .describe('Folded to lower case.'),
    phone: z
      .string()
      .refine((text) => phoneOf(text, 'TR') !== null)
      .nullish()
      .describe('E.164, or a national number of the workspace’s country.'),
    anonymous_id: Identifier.nullish().describe('A browser before it has a name.'),
    first_name: NamedText.nullish(),
    last_name: NamedText.nullish(),
    time_zone: NamedText.nullish().describe('IANA name, such as Europe/Istanbul.'),
    locale: NamedText.nullish().describe('Such as tr or tr-TR.'),
    properties: z.record(z.string(), z.unknown()).nullish().describe('More properties; null clears one.'),
  })
  .describe(
    'At least one of external_id, email, phone and anonymous_id. Null clears a field, an absent one stays.',
  )

/** Consent as a shop records it: a ledger, never overwritten. */
export const ConsentBody = z.strictObject({
  channel: z.enum(['email', 'sms', 'push', 'whatsapp']),
  kind: z.enum(['marketing', 'transactional']).default('marketing'),
  status: z.enum(['subscribed', 'unsubscribed', 'pending']),
  source: z
    .string()
    .min(1)
    .max(200)
    .default('api')
    .describe('Where it was given: "checkout", "footer form".'),
  time: z.iso.datetime({ offset: true }).optional().describe('Now, when absent.'),
  evidence: z.record(z.string(), z.unknown()).nullish(),
})

/** One event, as api.md shows it. `readEvent` is the same rule by hand. */
export const EventBody = z.strictObject({
  event: z.string().min(1).max(L.nameLength).refine(filled).describe('“Added to Cart”, or any other name.'),
  id: z
    .string()
    .min(1)
    .max(L.idLength)
    .nullish()
    .describe('Makes it idempotent in the workspace: the first wins.'),
  time: z
    .string()
    .refine((text) => (instantOf(text) ?? EARLIEST_EVENT - 1) >= EARLIEST_EVENT)
    .nullish()
    .meta({ format: 'date-time' })
    .describe('RFC 3339 with offset, at most 5 minutes ahead. Now, when absent.'),
  profile: ProfileBody,
  properties: z
    .record(z.string().max(L.propertyNameLength), z.unknown())
    .nullish()
    .describe(`At most ${L.properties}, ${L.depth} deep, ${L.stringBytes} bytes a text.`),
  value: z
    .union([z.string(), z.number()])
    .refine((value) => amountOf(value) !== null)
    .nullish()
    .describe('Decimal, such as "499.80".'),
  currency: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code))
    .nullish()
    .describe('ISO 4217, such as TRY.'),
  backfill: z.boolean().optional().describe('History: recorded, but never starts a flow.'),
})

/** What `POST /events` takes. */
export const EventsBody = z.union([
  EventBody,
  z.strictObject({ events: z.array(EventBody).min(1).max(L.eventsPerRequest) }),
])

/** What `POST /profiles` takes. */
export const ProfileCallBody = ProfileBody.extend({ consents: z.array(ConsentBody).max(20).optional() })

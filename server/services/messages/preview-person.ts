import { newestEvent } from '#db/queries/newest-event.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { Flow } from '#flows/graph/flow.ts'
import type { JsonObject } from '#flows/json.ts'
import { NAMED_PROFILE_FIELDS, type ProfileRecord } from '#flows/profile-fields.ts'
import type { Ctx } from '../context.ts'
import { findProfile } from '../profiles/find-profile.ts'
import type { PreviewMessage } from './preview-input.ts'

/** Whom a draft's message is shown for, and whether they stand in for somebody real. */
export interface PreviewPerson {
  profile: ProfileRecord
  event: FlowEvent | null
  /** The event is a made-up cart, because none of its name has come in yet. */
  sampleEvent: boolean
}

const NOBODY: ProfileRecord = {
  id: '00000000-0000-7000-8000-000000000000',
  external_id: null,
  email: 'ayse@example.com',
  phone: '+905321112233',
  first_name: 'Ayşe',
  last_name: 'Yılmaz',
  time_zone: null,
  locale: null,
  created_at: '2026-01-01T00:00:00.000Z',
  properties: {},
}

const CART: JsonObject = {
  cart_id: 'k-77',
  order_id: 'o-88',
  cart_url: 'https://example.com/cart',
  items: [
    { name: 'Tişört', quantity: 2, price: '249.90', url: 'https://example.com/ts-1' },
    { name: 'Çorap', quantity: 1, price: '89.50', url: 'https://example.com/co-2' },
  ],
}

/** The person and the event of a preview: as named, else the newest event of the trigger's name, else a small made-up cart. */
export async function previewPerson(ctx: Ctx, input: PreviewMessage): Promise<PreviewPerson> {
  const profile = await previewProfile(ctx, input.profile)
  const name = input.event?.event ?? triggerEvent(input.graph)
  if (input.event) {
    const { properties = {}, value = null, currency = null, time } = input.event
    return {
      profile,
      event: {
        id: NOBODY.id,
        name: name ?? '',
        time: time ? Date.parse(time) : ctx.now.getTime(),
        properties: properties as JsonObject,
        value: value === null ? null : String(value),
        currency: currency ?? null,
      },
      sampleEvent: false,
    }
  }
  if (name === null) return { profile, event: null, sampleEvent: false }
  const newest = await newestEvent(ctx.sql, { workspaceId: ctx.workspaceId, name })
  if (newest) return { profile, event: newest, sampleEvent: false }
  const sample = {
    id: NOBODY.id,
    name,
    time: ctx.now.getTime(),
    properties: CART,
    value: '589.30',
    currency: null,
  }
  return { profile, event: sample, sampleEvent: true }
}

const triggerEvent = ({ trigger }: Flow): string | null => (trigger?.kind === 'event' ? trigger.event : null)

async function previewProfile(ctx: Ctx, given: PreviewMessage['profile']): Promise<ProfileRecord> {
  if (given === undefined) return NOBODY
  if (typeof given === 'string') return findProfile(ctx, given)
  const named = Object.fromEntries(
    [...NAMED_PROFILE_FIELDS, 'external_id' as const, 'email' as const, 'phone' as const].map((name) => [
      name,
      typeof given[name] === 'string' ? given[name] : null,
    ]),
  )
  return { ...NOBODY, ...named, properties: given as JsonObject }
}

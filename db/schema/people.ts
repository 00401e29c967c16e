import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One customer. `part` = partOf(workspace, profile id). A merged profile keeps its row as a signpost. */
export const profiles = pgTable(
  'profiles',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    externalId: text('external_id'),
    email: text('email'),
    phone: text('phone'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    timeZone: text('time_zone'),
    locale: text('locale'),
    properties: jsonb('properties').notNull().default({}),
    mergedInto: uuid('merged_into'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastSeenAt: instant('last_seen_at'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // people list: newest first within a workspace
    index('profiles_workspace').on(t.workspaceId, t.createdAt),
  ],
)

/** What names a profile. `part` is by the identifier's own hash, so that a look-up names one part. */
export const identifiers = pgTable(
  'identifiers',
  {
    part: smallint('part').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    kind: text('kind', { enum: ['external_id', 'email', 'phone', 'anonymous_id'] }).notNull(),
    value: text('value').notNull(),
    profileId: uuid('profile_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.workspaceId, t.kind, t.value] }),
    // merge and erase: all identifiers of a profile
    index('identifiers_profile').on(t.workspaceId, t.profileId),
  ],
)

/** The consent ledger: rows are only ever added; the newest by `time` holds. */
export const consents = pgTable(
  'consents',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'push', 'whatsapp'] }).notNull(),
    kind: text('kind', { enum: ['marketing', 'transactional'] }).notNull(),
    status: text('status', { enum: ['subscribed', 'unsubscribed', 'pending'] }).notNull(),
    source: text('source').notNull(),
    time: instant('time').notNull(),
    evidence: jsonb('evidence'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // the standing consent of a person for a channel and kind
    index('consents_standing').on(t.part, t.profileId, t.channel, t.kind, t.time),
  ],
)

/** Addresses that must not be written to, whoever they belong to. `part` is by the hash's own hash. */
export const suppressions = pgTable(
  'suppressions',
  {
    part: smallint('part').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'push', 'whatsapp'] }).notNull(),
    addressHash: text('address_hash').notNull(),
    reason: text('reason').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.part, t.workspaceId, t.channel, t.addressHash] })],
)

/** A browser that takes push notifications of a person. What it is reached by is a secret between it and us. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    part: smallint('part').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    /** sha-256 of the endpoint, hex. */
    endpointHash: text('endpoint_hash').notNull(),
    profileId: uuid('profile_id').notNull(),
    endpoint: text('endpoint').notNull(),
    /** The browser's public key and its shared secret (RFC 8291), base64url. */
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    /** When the push service or the person said that it takes nothing any more. */
    goneAt: instant('gone_at'),
  },
  (t) => [
    // one row for a browser; a browser by its endpoint, when it comes again or leaves
    primaryKey({ columns: [t.part, t.workspaceId, t.endpointHash] }),
    // the sender, replay and merge: a person's browsers
    index('push_subscriptions_profile').on(t.part, t.profileId),
  ],
)

/** Named groups that people are put into by hand, by import, by form or by a flow. */
export const lists = pgTable(
  'lists',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  // a workspace's lists by name; a name stands for one list
  (t) => [uniqueIndex('lists_name').on(t.workspaceId, t.name)],
)

/** Who is on which list, and in which segment, since when. `part` is the person's. */
export const memberships = pgTable(
  'memberships',
  {
    part: smallint('part').notNull(),
    profileId: uuid('profile_id').notNull(),
    kind: text('kind', { enum: ['list', 'segment'] }).notNull(),
    /** The list's or the segment's id. */
    groupId: uuid('group_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    since: instant('since').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.profileId, t.kind, t.groupId] }),
    // members of a group, newest first
    index('memberships_group').on(t.groupId, t.since),
  ],
)

/** Accepted events that are not yet routed, by the hash of the identifier that named the person. */
export const inbox = pgTable(
  'inbox',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    payload: jsonb('payload').notNull(),
    receivedAt: instant('received_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Set when routing failed for good: kept, shown, and out of the queue. */
    error: text('error'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // failedEvents, countFailedEvents: a workspace's events that are kept aside
    index('inbox_failed').on(t.workspaceId, t.id).where(sql`error is not null`),
  ],
)

/** Every idempotency key seen, by the key's own hash: the first event of a key wins. */
export const eventKeys = pgTable(
  'event_keys',
  {
    part: smallint('part').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    key: text('key').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.part, t.workspaceId, t.key] })],
)

/** Routed events, partitioned by month of `time` (the migration says so; Drizzle can't). */
export const events = pgTable(
  'events',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    name: text('name').notNull(),
    time: instant('time').notNull(),
    receivedAt: instant('received_at').notNull(),
    key: text('key').notNull(),
    properties: jsonb('properties').notNull(),
    value: numeric('value', { precision: 18, scale: 4 }),
    currency: text('currency'),
    backfill: boolean('backfill').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id, t.time] }),
    // facts and timeline: a person's events of a name, by time
    index('events_profile').on(t.part, t.profileId, t.name, t.time),
    // reports: orders of a workspace in a period
    index('events_workspace_name').on(t.workspaceId, t.name, t.time),
  ],
)

/** Event names and property paths that were seen, for the studio's pickers. */
export const seenEvents = pgTable(
  'seen_events',
  {
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    /** path → example value */
    paths: jsonb('paths').notNull().default({}),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
)

import { sql } from 'drizzle-orm'
import {
  index,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Keys of shops and scripts; only a hash is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['secret', 'public'] }).notNull(),
    /** sha-256 of the key, hex. */
    hash: text('hash').notNull(),
    /** The first characters, to recognise it by. */
    prefix: text('prefix').notNull(),
    scopes: text('scopes').array().notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    // the hot doors look a key up by its hash
    uniqueIndex('api_keys_hash').on(t.hash),
    index('api_keys_workspace').on(t.workspaceId),
  ],
)

/** A provider's account. Secrets are sealed (AES-256-GCM) with the installation's key. */
export const connections = pgTable(
  'connections',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'push', 'whatsapp'] }).notNull(),
    provider: text('provider', { enum: ['smtp', 'twilio', 'web_push', 'whatsapp_cloud'] }).notNull(),
    settings: jsonb('settings').notNull(),
    secrets: text('secrets').notNull(),
    status: text('status', { enum: ['connected', 'failing', 'disabled'] }).notNull(),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    testedAt: instant('tested_at'),
  },
  // the sender's choice: a workspace's standing connection of a channel
  (t) => [uniqueIndex('connections_standing').on(t.workspaceId, t.channel).where(sql`status <> 'disabled'`)],
)

/**
 * What a connection with a limit may send next: a token bucket, kept as the instant at which it is full again. The `slot_…`
 * are when the next message of each priority that gets no token now will be tried.
 */
export const sendingBuckets = pgTable('sending_buckets', {
  connectionId: uuid('connection_id').primaryKey(),
  fullAt: instant('full_at').notNull(),
  slotHigh: instant('slot_high').notNull(),
  slotNormal: instant('slot_normal').notNull(),
  slotLow: instant('slot_low').notNull(),
})

/** Long work: what it is, how far it has come, and what came of it. The job library only says when to work on it. */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    kind: text('kind').notNull(),
    flowId: uuid('flow_id'),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }).notNull(),
    /** 0 to 1. */
    progress: real('progress').notNull().default(0),
    input: jsonb('input').notNull(),
    /** How far it has come, for the process that takes it over. */
    checkpoint: jsonb('checkpoint'),
    result: jsonb('result'),
    error: text('error'),
    createdBy: text('created_by'),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
  },
  // the studio's list, newest first
  (t) => [index('jobs_workspace').on(t.workspaceId, t.createdAt)],
)

/** The people behind each figure of a replay, as far as they are kept. */
export const replayPeople = pgTable(
  'replay_people',
  {
    jobId: uuid('job_id').notNull(),
    figure: text('figure').notNull(),
    profileId: uuid('profile_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.figure, t.profileId] })],
)

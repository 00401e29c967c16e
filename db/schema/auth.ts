import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  locale: text('locale'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    activeOrganizationId: uuid('active_organization_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  // a user's sessions, to end them all
  (t) => [index('sessions_user').on(t.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  // sign-in: the password account of a user
  (t) => [index('accounts_user').on(t.userId)],
)

export const verifications = pgTable(
  'verifications',
  {
    id: uuid('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  // the auth library looks tokens up by identifier
  (t) => [index('verifications_identifier').on(t.identifier)],
)

/** A workspace is one shop: the auth library's organization, with the shop's own settings. */
export const workspaces = pgTable('workspaces', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  slug: text('slug').notNull().unique(),
  logo: text('logo'),
  metadata: text('metadata'),
  timeZone: text('time_zone').notNull().default('Europe/Istanbul'),
  locale: text('locale').notNull().default('tr'),
  currency: text('currency').notNull().default('TRY'),
  /** ISO 3166-1 alpha-2; what a phone number without a country code belongs to. */
  country: text('country').notNull().default('TR'),
  /** `implied`: everyone who did not say no; `explicit`: only those who said yes. For marketing messages. */
  consentRule: text('consent_rule', { enum: ['implied', 'explicit'] })
    .notNull()
    .default('implied'),
  /** `{ from: "21:00", to: "09:00" }` in the person's zone: when no marketing SMS or push goes out. Null: never quiet. */
  quietHours: jsonb('quiet_hours'),
  /** Hours in which a person gets one marketing message of a channel at most: `{ email: 16, sms: 24, … }`; 0 for no such rule. */
  smartSending: jsonb('smart_sending').notNull().default({ email: 16, sms: 24, push: 24, whatsapp: 24 }),
  /** `[{ channel: "email" | null, messages: 3, per: { amount, unit } }]`, over all flows and campaigns. */
  frequencyCaps: jsonb('frequency_caps').notNull().default([]),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  // one membership a person and workspace; also finds a user's workspaces
  (t) => [uniqueIndex('members_user_workspace').on(t.userId, t.organizationId)],
)

export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    role: text('role'),
    status: text('status').notNull().default('pending'),
    expiresAt: instant('expires_at').notNull(),
    inviterId: uuid('inviter_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  // the team page lists a workspace's invitations
  (t) => [index('invitations_workspace').on(t.organizationId)],
)

/** Sign-in attempts, counted by the auth library in the database so that every web process shares them. */
export const rateLimits = pgTable('rate_limits', {
  id: uuid('id').primaryKey(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: bigint('last_request', { mode: 'number' }).notNull(),
})

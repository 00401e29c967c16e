import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
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

export const flows = pgTable(
  'flows',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    status: text('status', { enum: ['draft', 'live', 'paused', 'archived'] })
      .notNull()
      .default('draft'),
    /** The flow file being edited. */
    draft: jsonb('draft').notNull(),
    /** Counts saves of the draft; a save names the number it started from. */
    draftRevision: integer('draft_revision').notNull().default(1),
    liveVersionId: uuid('live_version_id'),
    /** What people file it under, in their own words. */
    tags: text('tags').array().notNull().default(sql`'{}'`),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    updatedBy: text('updated_by'),
  },
  // the flow list, and the router's live flows of a workspace
  (t) => [index('flows_workspace').on(t.workspaceId, t.status)],
)

/** What was published: never changed afterwards. */
export const flowVersions = pgTable(
  'flow_versions',
  {
    id: uuid('id').primaryKey(),
    flowId: uuid('flow_id')
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    workspaceId: uuid('workspace_id').notNull(),
    number: integer('number').notNull(),
    graph: jsonb('graph').notNull(),
    /** The flow's own attribution window, read with every order; null: the usual one. Kept apart so that no graph is unpacked for it. */
    clickDays: integer('click_days').generatedAlwaysAs(
      sql`(graph -> 'settings' -> 'attribution' ->> 'clickDays')::integer`,
    ),
    openDays: integer('open_days').generatedAlwaysAs(
      sql`(graph -> 'settings' -> 'attribution' ->> 'openDays')::integer`,
    ),
    publishedAt: instant('published_at').notNull(),
    publishedBy: text('published_by'),
    note: text('note'),
  },
  (t) => [uniqueIndex('flow_versions_number').on(t.flowId, t.number)],
)

/** Who has a flow open: one row for each page, renewed while it stands open. */
export const flowVisitors = pgTable(
  'flow_visitors',
  {
    flowId: uuid('flow_id')
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    /** Made by the page itself, so that one person's two pages are two. */
    pageId: uuid('page_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** The step they have open. */
    node: text('node'),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flowId, t.pageId] })],
)

/** One person's way through one flow; its own durable timer. */
export const runs = pgTable(
  'runs',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    status: text('status', { enum: ['waiting', 'held', 'completed', 'exited', 'failed'] }).notNull(),
    /** When the run has something to do; null while it waits for an answer only. */
    wakeAt: instant('wake_at'),
    /** Counts advances: the fence of every update. */
    step: integer('step').notNull().default(0),
    key: text('key'),
    triggerEventId: uuid('trigger_event_id'),
    /** The node it stands on. */
    node: text('node'),
    /** Names of events that may wake or end it: the goal's and the current wait's. */
    listens: text('listens').array().notNull().default(sql`'{}'`),
    /** The interpreter's Run, whole. */
    state: jsonb('state').notNull(),
    /** An answer that arrived and is not yet taken in. */
    pending: jsonb('pending'),
    reason: text('reason'),
    /** Failed tries of the step it stands at. */
    attempts: smallint('attempts').notNull().default(0),
    /** Why the last try failed, in words. */
    error: text('error'),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // claiming: the runs of one part that are due, oldest first
    index('runs_due').on(t.part, t.wakeAt).where(sql`status = 'waiting'`),
    // routing: the active runs of a person, and re-entry rules
    index('runs_profile').on(t.part, t.profileId, t.flowId),
    // the same trigger event never makes two runs of a flow
    uniqueIndex('runs_trigger_once').on(t.part, t.flowId, t.triggerEventId),
    // reports and the flow page: a flow's runs by start
    index('runs_flow').on(t.flowId, t.startedAt),
    // pause, resume, archive, moves and the impact of a publish: the people inside a flow
    index('runs_inside').on(t.flowId, t.part, t.id).where(sql`status in ('waiting', 'held')`),
    // what failed, for the person who retries it
    index('runs_failed').on(t.flowId, t.endedAt).where(sql`status = 'failed'`),
  ],
)

/**
 * The trace: one row for each time a run took something in, with a line for each thing it did then. The view `run_steps` (the
 * migration has it) shows the lines as rows.
 */
export const runTraces = pgTable(
  'run_traces',
  {
    part: smallint('part').notNull(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    at: instant('at').notNull(),
    /** `[[kind, node, visit, branch, detail], …]` in order. */
    lines: jsonb('lines').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.runId, t.step] }),
    // report: figures of each node and edge in a period
    index('run_traces_flow').on(t.flowId, t.at),
  ],
)

/** One message of one visit of one node: the primary key is the promise that it exists once. */
export const messages = pgTable(
  'messages',
  {
    part: smallint('part').notNull(),
    runId: uuid('run_id').notNull(),
    node: text('node').notNull(),
    visit: integer('visit').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'push', 'whatsapp'] }).notNull(),
    kind: text('kind', { enum: ['marketing', 'transactional'] })
      .notNull()
      .default('marketing'),
    /** 0 low, 1 normal, 2 high: the flow's. */
    priority: smallint('priority').notNull().default(1),
    /** pending → sending → sent | uncertain | failed; or skipped; `review` waits for a person; `unconnected` for a provider. */
    status: text('status', {
      enum: [
        'pending',
        'sending',
        'sent',
        'uncertain',
        'failed',
        'skipped',
        'review',
        'unconnected',
        'discarded',
      ],
    }).notNull(),
    /** Why it was skipped or failed. */
    reason: text('reason'),
    detail: jsonb('detail'),
    /** When the sender may take it (retries), or when its lease ends while `sending`. */
    dueAt: instant('due_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** How often the provider was asked what became of it, while uncertain; -1: it is not asked any more. */
    asks: smallint('asks').notNull().default(0),
    connectionId: uuid('connection_id'),
    provider: text('provider'),
    providerMessageId: text('provider_message_id'),
    toAddress: text('to_address'),
    subject: text('subject'),
    html: text('html'),
    text: text('text'),
    /** Where tracked links lead, by position; the redirect knows no other target. */
    links: text('links').array().notNull().default(sql`'{}'`),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    openedAt: instant('opened_at'),
    clickedAt: instant('clicked_at'),
    bouncedAt: instant('bounced_at'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.runId, t.node, t.visit] }),
    // opens, clicks and provider callbacks name a message by id
    uniqueIndex('messages_id').on(t.part, t.id),
    // the sender's queue
    index('messages_due').on(t.part, t.dueAt).where(sql`status in ('pending', 'sending')`),
    // what the provider is still asked about
    index('messages_uncertain').on(t.part, t.dueAt).where(sql`status = 'uncertain' and asks >= 0`),
    // reports and outbox: a workspace's messages by time
    index('messages_workspace').on(t.workspaceId, t.createdAt),
    // outbox and bell: what waits for a person or for a provider
    index('messages_attention')
      .on(t.workspaceId, t.createdAt)
      .where(sql`status in ('review', 'uncertain', 'unconnected')`),
    // reports of one flow
    index('messages_flow').on(t.flowId, t.createdAt),
    // attribution and the customer panel: a person's messages
    index('messages_profile').on(t.part, t.profileId, t.createdAt),
  ],
)

/** Opens, clicks, deliveries, bounces: as they came. */
export const messageEvents = pgTable(
  'message_events',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    messageId: uuid('message_id').notNull(),
    kind: text('kind', {
      enum: ['delivered', 'opened', 'clicked', 'bounced', 'complained', 'failed', 'unsubscribed'],
    }).notNull(),
    at: instant('at').notNull(),
    /** Who it seems to be: a person, a scanner, or a privacy proxy that opens everything. */
    agent: text('agent', { enum: ['person', 'bot', 'proxy'] })
      .notNull()
      .default('person'),
    url: text('url'),
    userAgent: text('user_agent'),
    detail: jsonb('detail'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // a message's own history; attribution
    index('message_events_message').on(t.part, t.messageId, t.at),
  ],
)

/** A webhook step's call: sent by the deliver loop, answered into the run. */
export const webhookCalls = pgTable(
  'webhook_calls',
  {
    part: smallint('part').notNull(),
    runId: uuid('run_id').notNull(),
    node: text('node').notNull(),
    visit: integer('visit').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    status: text('status', { enum: ['pending', 'sending', 'succeeded', 'failed'] }).notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    httpStatus: integer('http_status'),
    error: text('error'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.runId, t.node, t.visit] }),
    // the caller's queue
    index('webhook_calls_due').on(t.part, t.dueAt).where(sql`status in ('pending', 'sending')`),
  ],
)

/** One order credited to one message. `part` is the customer's. */
export const conversions = pgTable(
  'conversions',
  {
    part: smallint('part').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    eventId: uuid('event_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    messageId: uuid('message_id').notNull(),
    runId: uuid('run_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    node: text('node').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'push', 'whatsapp'] }).notNull(),
    /** What the credit rests on. */
    touch: text('touch', { enum: ['opened', 'clicked'] }).notNull(),
    amount: numeric('amount', { precision: 18, scale: 4 }).notNull(),
    currency: text('currency'),
    at: instant('at').notNull(),
    touchedAt: instant('touched_at').notNull(),
    botTouch: boolean('bot_touch').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.workspaceId, t.eventId] }),
    // report of a flow in a period
    index('conversions_flow').on(t.flowId, t.at),
    // report over all flows: a workspace's credited orders in a period
    index('conversions_workspace').on(t.workspaceId, t.at),
  ],
)

/** A date trigger's timer: when a person enters the flow next. */
export const dateEntries = pgTable(
  'date_entries',
  {
    part: smallint('part').notNull(),
    flowId: uuid('flow_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.flowId, t.profileId] }),
    // the sweeper: entries of one part that are due
    index('date_entries_due').on(t.part, t.dueAt),
    // a person's timers, when a date of theirs changes
    index('date_entries_profile').on(t.part, t.profileId),
  ],
)

/** What a notify step has to tell the team: shown under the bell, and mailed where an e-mail provider is connected. */
export const notices = pgTable(
  'notices',
  {
    part: smallint('part').notNull(),
    runId: uuid('run_id').notNull(),
    node: text('node').notNull(),
    visit: integer('visit').notNull(),
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    flowId: uuid('flow_id').notNull(),
    versionId: uuid('version_id').notNull(),
    toAddress: text('to_address').notNull(),
    /** Rendered when it is sent. */
    text: text('text').notNull(),
    status: text('status', { enum: ['pending', 'sent', 'failed'] }).notNull(),
    dueAt: instant('due_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    error: text('error'),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at'),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.runId, t.node, t.visit] }),
    // the sender's queue
    index('notices_due').on(t.part, t.dueAt).where(sql`status = 'pending'`),
    // the bell: a workspace's newest
    index('notices_workspace').on(t.workspaceId, t.createdAt),
  ],
)

/** Which path of an experiment has won: all go there from then on. */
export const experimentWinners = pgTable(
  'experiment_winners',
  {
    flowId: uuid('flow_id').notNull(),
    node: text('node').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    path: text('path').notNull(),
    /** Chance, 0 to 1, that it is the best. */
    probability: numeric('probability', { precision: 6, scale: 5 }).notNull(),
    /** People and successes of each path when it was decided. */
    figures: jsonb('figures').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.flowId, t.node] })],
)

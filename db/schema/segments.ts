import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Groups of people by a condition. `live` ones follow it at once; `static` ones keep whom they took in. */
export const segments = pgTable(
  'segments',
  {
    id: uuid('id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    name: text('name').notNull(),
    /** The condition; of a static one what it was when it was taken. */
    definition: jsonb('definition').notNull(),
    kind: text('kind', { enum: ['live', 'static'] })
      .notNull()
      .default('live'),
    /**
     * What can change who is in it, apart from the clock: `event:Placed Order`, `profile`, `list`, `consent`, `message`, `flow`;
     * those of the segments that it asks for are among them.
     */
    causes: text('causes').array().notNull().default([]),
    /** The segments that it asks for, by their ids. */
    asks: uuid('asks').array().notNull().default([]),
    /** Whether time alone can change who is in it. */
    clocked: boolean('clocked').notNull().default(false),
    /** Goes up with each change of the definition. */
    revision: integer('revision').notNull().default(1),
    /** The last revision whose members were all found; less than `revision` while they are being computed. */
    computed: integer('computed').notNull().default(0),
    computedAt: instant('computed_at'),
    createdBy: text('created_by'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  // a workspace's segments by name; a name stands for one segment
  (t) => [uniqueIndex('segments_name').on(t.workspaceId, t.name)],
)

/** People whose segments are to be judged again, since something of them changed. `part` is the person's. */
export const segmentChecks = pgTable(
  'segment_checks',
  {
    part: smallint('part').notNull(),
    profileId: uuid('profile_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    at: instant('at').notNull(),
    /** As in `segments.causes`; `*` for all. */
    causes: text('causes').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.profileId] }),
    // the sweeper: who waits longest in a part
    index('segment_checks_due').on(t.part, t.at),
  ],
)

/** When a person's place in a segment will change by time alone. `part` is the person's. */
export const segmentFlips = pgTable(
  'segment_flips',
  {
    part: smallint('part').notNull(),
    profileId: uuid('profile_id').notNull(),
    segmentId: uuid('segment_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.profileId, t.segmentId] }),
    // the sweeper: what is due in a part
    index('segment_flips_due').on(t.part, t.at),
    // a definition that changed, or a segment that ends
    index('segment_flips_segment').on(t.segmentId),
  ],
)

/** Who came into or left a list or segment, and when: rows are only ever added. `part` is the person's. */
export const membershipChanges = pgTable(
  'membership_changes',
  {
    part: smallint('part').notNull(),
    id: uuid('id').notNull(),
    profileId: uuid('profile_id').notNull(),
    kind: text('kind', { enum: ['list', 'segment'] }).notNull(),
    groupId: uuid('group_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    at: instant('at').notNull(),
    came: boolean('came').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.id] }),
    // size over time
    index('membership_changes_group').on(t.groupId, t.at),
    // merge, erase, and a person's own history
    index('membership_changes_profile').on(t.part, t.profileId),
  ],
)

/** The fifths of a workspace's buyers by recency, frequency and value, as they were computed last. */
export const rfmEdges = pgTable('rfm_edges', {
  workspaceId: uuid('workspace_id').primaryKey(),
  edges: jsonb('edges').notNull(),
  buyers: integer('buyers').notNull(),
  computedAt: instant('computed_at').notNull(),
})

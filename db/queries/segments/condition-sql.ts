import type {
  Aggregate,
  Condition,
  EngagementCondition,
  EventCondition,
  EventPattern,
  PropertyCondition,
  SequenceCondition,
} from '#flows/conditions/condition.ts'
import { bounds } from '#flows/conditions/evaluate.ts'
import { groupOf, type Leaf } from '#flows/conditions/problems.ts'
import { isoTime } from '#flows/iso-time.ts'
import type { Json } from '#flows/json.ts'
import { NAMED_PROFILE_FIELDS } from '#flows/profile-fields.ts'
import { durationMs } from '#flows/schedule/duration.ts'
import { stickyBegun } from '#flows/sticky.ts'
import type { Sql, Tx } from '../../client.ts'
import { allOf, anyOf, compareSql, type Fragment } from './compare-sql.ts'
import { pathSql } from './path-sql.ts'
import { inPart, type SqlSubject } from './sql-subject.ts'
import { traitSql } from './trait-sql.ts'

/** A condition on the rows of `profiles p`: what to join to them, and whether it holds, never null. */
export interface ConditionSql {
  joins: Fragment
  holds: Fragment
}

/**
 * A condition for all people of a workspace at once: each leaf about what happened reads the events of its name in one pass
 * and joins what they come to. It says just what `judge` says of each person outside a run: properties of a run's event and of webhooks are missing,
 * and a run's own messages are none.
 */
export function conditionSql(sql: Sql | Tx, condition: Condition, subject: SqlSubject): ConditionSql {
  const builder = new Builder(sql, subject)
  const holds = builder.condition(condition)
  return { joins: builder.joins.reduce((all, one) => sql`${all} ${one}`, sql``), holds }
}

class Builder {
  readonly joins: Fragment[] = []
  private readonly sql: Sql | Tx
  private readonly subject: SqlSubject

  constructor(sql: Sql | Tx, subject: SqlSubject) {
    this.sql = sql
    this.subject = subject
  }

  condition(condition: Condition): Fragment {
    const { sql } = this
    const group = groupOf(condition)
    if (group === null) return this.leaf(condition as Leaf)
    const members = group.members.map((member) => this.condition(member))
    if (group.name === 'all') return allOf(sql, members)
    const any = anyOf(sql, members)
    return group.name === 'any' ? any : sql`(not ${any})`
  }

  private leaf(leaf: Leaf): Fragment {
    const { sql, subject } = this
    switch (leaf.kind) {
      case 'property':
        return this.property(leaf)
      case 'event':
        return this.event(leaf)
      case 'sequence':
        return this.sequence(leaf)
      case 'engagement':
        return this.engagement(leaf)
      case 'message':
        return this.number(sql`0`, leaf.count)
      case 'in_flow':
        return this.inside(
          leaf.op,
          sql`select 1 from runs r where r.part = p.part and r.profile_id = p.id and r.workspace_id = p.workspace_id
            and r.status in ('waiting', 'held') and r.flow_id::text = ${leaf.flow}`,
        )
      case 'list':
      case 'segment': {
        const name = leaf.kind === 'list' ? leaf.list : leaf.segment
        const groups = leaf.kind === 'list' ? sql`lists` : sql`segments`
        return this.inside(
          leaf.op,
          sql`select 1 from memberships m where m.part = p.part and m.profile_id = p.id and m.kind = ${leaf.kind}
            and m.group_id in (select g.id from ${groups} g
              where g.workspace_id = ${subject.workspaceId} and (g.id::text = ${name} or g.name = ${name}))`,
        )
      }
      case 'consent':
        return sql`(coalesce((select c.status from consents c
          where c.part = p.part and c.profile_id = p.id and c.channel = ${leaf.channel} and c.kind = ${leaf.messageKind}
          order by c.time desc, c.recorded_at desc, c.id desc limit 1), 'none') = ${leaf.status})`
      case 'random':
        return sql`(akis_sticky(${stickyBegun('random', String(leaf.percent))}, p.id::text) * 100 < ${leaf.percent}::float8)`
    }
  }

  private inside(op: 'in' | 'not_in', query: Fragment): Fragment {
    const { sql } = this
    return op === 'in' ? sql`exists (${query})` : sql`not exists (${query})`
  }

  private number(
    actual: Fragment,
    { op, value }: { op: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte'; value: number },
  ) {
    const { sql } = this
    const signs = {
      eq: sql`=`,
      neq: sql`<>`,
      gt: sql`>`,
      gte: sql`>=`,
      lt: sql`<`,
      lte: sql`<=`,
    }
    return sql`(${actual} ${signs[op]} ${value})`
  }

  private compare({ op, value }: Pick<PropertyCondition, 'op' | 'value'>, actual: Fragment): Fragment {
    return compareSql(this.sql, { op, actual, expected: value as Json | undefined, now: this.subject.now })
  }

  private property(leaf: PropertyCondition): Fragment {
    const { sql } = this
    if (leaf.of === 'profile') return this.compare(leaf, profilePath(sql, leaf.path))
    if (leaf.of === 'traits') return this.compare(leaf, this.trait(leaf.path))
    return this.compare(leaf, sql`null::jsonb`)
  }

  private trait(name: string): Fragment {
    const { sql } = this
    const trait = traitSql(sql, name, this.subject)
    if (trait === null) return sql`null::jsonb`
    const value = this.join(trait.query)
    return trait.absent === null
      ? value
      : sql`coalesce(${value}, ${JSON.stringify(trait.absent)}::text::jsonb)`
  }

  /** Joins a query of `part`, `profile_id` and a value; returns the value for the person, null where there is none. */
  private join(query: Fragment): Fragment {
    const { sql } = this
    const alias = sql(`l${this.joins.length}`)
    this.joins.push(
      sql`left join (${query}) ${alias} on ${alias}.part = p.part and ${alias}.profile_id = p.id`,
    )
    return sql`${alias}.value`
  }

  private event(leaf: EventCondition): Fragment {
    const { sql, subject } = this
    // nothing has happened in a run that there is not
    const never = leaf.sameKey
    const span = leaf.within !== undefined && 'since' in leaf.within ? undefined : leaf.within
    const { from, until } = bounds(span, subject.now)
    const where = sql`${this.pattern(leaf, sql`e`, { from, until })} ${never ? sql`and false` : sql``}`
    if (leaf.aggregate) return this.compare(leaf.aggregate, this.aggregate(leaf.aggregate, where))
    if (!leaf.count) return sql`false`
    const count = this.join(
      sql`select e.part, e.profile_id, count(*) as value from events e where ${where} group by e.part, e.profile_id`,
    )
    return this.number(sql`coalesce(${count}, 0)`, leaf.count)
  }

  private aggregate({ fn, of }: Aggregate, where: Fragment): Fragment {
    const { sql } = this
    const value = eventPath(sql, of, sql`e`)
    if (fn === 'first' || fn === 'last') {
      const order = fn === 'first' ? sql`e.time, e.id` : sql`e.time desc, e.id desc`
      return this.join(sql`
        select distinct on (e.part, e.profile_id) e.part, e.profile_id, ${value} as value from events e
        where ${where} and jsonb_typeof(${value}) in ('string', 'number', 'boolean')
        order by e.part, e.profile_id, ${order}`)
    }
    const folded = {
      sum: sql`sum(akis_decimal(${value}))::float8`,
      avg: sql`sum(akis_decimal(${value}))::float8 / count(akis_decimal(${value}))`,
      min: sql`min(akis_number(${value}))`,
      max: sql`max(akis_number(${value}))`,
      distinct: sql`count(distinct akis_text(${value}))`,
    }[fn]
    const joined = this.join(
      sql`select e.part, e.profile_id, ${folded} as value from events e where ${where} group by e.part, e.profile_id`,
    )
    return fn === 'distinct' ? sql`to_jsonb(coalesce(${joined}, 0))` : sql`to_jsonb(${joined})`
  }

  private sequence({ first, next, did, within, during }: SequenceCondition): Fragment {
    const { sql, subject } = this
    const ms = durationMs(within)
    const followed = sql`exists (select 1 from events n
      where n.part = e.part and n.profile_id = e.profile_id and ${this.pattern(next, sql`n`, bounds(undefined, subject.now))}
        and n.time > e.time and n.time <= e.time + ${`${ms} milliseconds`}::interval)`
    const came = did ? followed : sql`not ${followed} and e.time < ${isoTime(subject.now - ms)}::timestamptz`
    const found = this.join(sql`
      select distinct e.part, e.profile_id, true as value from events e
      where ${this.pattern(first, sql`e`, bounds(during, subject.now))} and ${came}`)
    return sql`coalesce(${found}, false)`
  }

  private engagement({ did, channel, flow, within, count }: EngagementCondition): Fragment {
    const { sql, subject } = this
    const { from, until } = bounds(within, subject.now)
    const at = {
      received: sql`m.sent_at`,
      opened: sql`coalesce(m.opened_at, m.clicked_at)`,
      clicked: sql`m.clicked_at`,
    }[did]
    const number = this.join(sql`
      select m.part, m.profile_id, count(*) as value from messages m
      where ${inPart(sql, sql`m`, subject)} m.workspace_id = ${subject.workspaceId} and m.sent_at is not null and ${at} <= ${isoTime(until)}::timestamptz
        ${from === null ? sql`` : sql`and ${at} >= ${isoTime(from)}::timestamptz`}
        ${channel === undefined ? sql`` : sql`and m.channel = ${channel}`}
        ${flow === undefined ? sql`` : sql`and m.flow_id::text = ${flow}`}
      group by m.part, m.profile_id`)
    return this.number(sql`coalesce(${number}, 0)`, count)
  }

  /** Which events a pattern and a span mean. */
  private pattern(
    { event, where }: EventPattern,
    alias: Fragment,
    { from, until }: { from: number | null; until: number },
  ): Fragment {
    const { sql, subject } = this
    return sql`${inPart(sql, alias, subject)} ${alias}.workspace_id = ${subject.workspaceId} and ${alias}.name = ${event}
      and ${alias}.time <= ${isoTime(until)}::timestamptz
      ${from === null ? sql`` : sql`and ${alias}.time >= ${isoTime(from)}::timestamptz`}
      ${where === undefined ? sql`` : sql`and ${this.onEvent(where, alias)}`}`
  }

  /** A condition on an event's own properties, as `holdsForEvent` judges it: what asks for more never holds. */
  private onEvent(condition: Condition, alias: Fragment): Fragment {
    return this.sql`coalesce(${this.eventLogic(condition, alias)}, false)`
  }

  /** Three-valued, as `judge` is: null where a fact would be needed. */
  private eventLogic(condition: Condition, alias: Fragment): Fragment {
    const { sql } = this
    const group = groupOf(condition)
    if (group === null) {
      const leaf = condition as Leaf
      if (leaf.kind === 'property' && leaf.of !== 'traits') {
        const actual = leaf.of === 'event' ? eventPath(sql, leaf.path, alias) : sql`null::jsonb`
        return this.compare(leaf, actual)
      }
      if (leaf.kind === 'message') return this.number(sql`0`, leaf.count)
      return sql`null::boolean`
    }
    const members = group.members.map((member) => this.eventLogic(member, alias))
    if (group.name === 'all') return allOf(sql, members)
    const any = anyOf(sql, members)
    return group.name === 'any' ? any : sql`(not ${any})`
  }
}

/** A path of what conditions read as `event`: value, currency and time lie over the properties. */
function eventPath(sql: Sql | Tx, path: string, alias: Fragment): Fragment {
  const [first = '', ...rest] = path.split('.')
  const over: Record<string, Fragment> = {
    value: sql`coalesce(to_jsonb(${alias}.value::text), ${alias}.properties -> 'value')`,
    currency: sql`coalesce(to_jsonb(${alias}.currency), ${alias}.properties -> 'currency')`,
    time: sql`to_jsonb(to_char(${alias}.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
  }
  return Object.hasOwn(over, first)
    ? pathSql(sql, over[first]!, rest)
    : pathSql(sql, sql`${alias}.properties`, [first, ...rest])
}

const PROFILE_COLUMNS: readonly string[] = ['external_id', 'email', 'phone', ...NAMED_PROFILE_FIELDS]

/** A path of what conditions read as `profile`: the named fields lie over the properties. */
function profilePath(sql: Sql | Tx, path: string): Fragment {
  const [first = '', ...rest] = path.split('.')
  if (first === 'id') return pathSql(sql, sql`to_jsonb(p.id::text)`, rest)
  if (first === 'created_at') {
    return pathSql(
      sql,
      sql`to_jsonb(to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
      rest,
    )
  }
  if (PROFILE_COLUMNS.includes(first)) {
    return pathSql(sql, sql`coalesce(to_jsonb(p.${sql(first)}), p.properties -> ${first})`, rest)
  }
  return pathSql(sql, sql`p.properties`, [first, ...rest])
}

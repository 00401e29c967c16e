import { isoTime } from '#flows/iso-time.ts'
import type { Json } from '#flows/json.ts'
import { RFM_GRID, RFM_SCORES, type RfmEdges } from '#flows/traits/rfm.ts'
import { isTrait, LIFECYCLE_MS, type TraitName } from '#flows/traits/trait-names.ts'
import type { Sql, Tx } from '../../client.ts'
import type { Fragment } from './compare-sql.ts'
import { inPart, type SqlSubject } from './sql-subject.ts'

/** A trait of all people: a query of `part`, `profile_id` and `value` (jsonb), and what it is for who has no row there. */
export interface TraitSql {
  query: Fragment
  absent: Json
}

/** `traitOf` of flows/traits as SQL; null where there is no such trait, or nobody has it. */
export function traitSql(sql: Sql | Tx, name: string, subject: SqlSubject): TraitSql | null {
  if (!isTrait(name)) return null
  const ask = new Traits(sql, subject)
  const trait: Record<TraitName, () => TraitSql | null> = {
    orders: () => ask.ofOrders(sql`to_jsonb(count(*))`, 0),
    revenue: () => ask.ofOrders(money(sql, ask.spent), '0'),
    refunded: () => ask.refunded(),
    net_revenue: () => ask.netRevenue(),
    first_order_at: () => ask.ofOrders(instant(sql, sql`min(o.time)`), null),
    last_order_at: () => ask.ofOrders(instant(sql, sql`max(o.time)`), null),
    average_order_value: () => ask.ofOrders(ask.average, null),
    average_days_between_orders: () =>
      ask.ofOrders(
        sql`to_jsonb(case when count(*) > 1 then
          (extract(epoch from max(o.time) - min(o.time)) * 1000)::float8 / 86400000 / (count(*) - 1) end)`,
        null,
      ),
    favourite_category: () => ask.favouriteCategory(),
    points_balance: () => ask.pointsBalance(),
    lifecycle_stage: () => ask.lifecycleStage(),
    rfm_group: () => (subject.shop.rfm === null ? null : ask.rfmGroup(subject.shop.rfm)),
  }
  return trait[name]()
}

/** All who bought, with what they are scored by: `part`, `profile_id`, `last_ms`, `orders`, `net`. */
export const buyersSql = (sql: Sql | Tx, subject: SqlSubject): Fragment => new Traits(sql, subject).buyers

const money = (sql: Sql | Tx, amount: Fragment) => sql`to_jsonb(trim_scale(${amount})::text)`
const instant = (sql: Sql | Tx, at: Fragment) =>
  sql`to_jsonb(to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
class Traits {
  private readonly sql: Sql | Tx
  private readonly subject: SqlSubject
  /** What was spent in all, of the orders whose amounts can be added. */
  readonly spent: Fragment
  /** The mean of those, rounded half away from zero to four places. */
  readonly average: Fragment

  constructor(sql: Sql | Tx, subject: SqlSubject) {
    this.sql = sql
    this.subject = subject
    this.spent = sql`coalesce(sum(o.value) filter (where ${this.added(sql`o`)}), 0)`
    const [total, count] = [
      sql`sum(o.value) filter (where ${this.added(sql`o`)})`,
      sql`count(o.value) filter (where ${this.added(sql`o`)})`,
    ]
    this.average = sql`to_jsonb(trim_scale(
      sign(${total}) * div(20000 * abs(${total}) + ${count}, 2 * nullif(${count}, 0)) / 10000)::text)`
  }

  private added(alias: Fragment): Fragment {
    const { sql, subject } = this
    const { currency } = subject.shop
    return currency === null
      ? sql`${alias}.value is not null`
      : sql`${alias}.value is not null and ${alias}.currency = ${currency}`
  }

  private named(alias: Fragment, name: string): Fragment {
    const { sql, subject } = this
    return sql`${inPart(sql, alias, subject)} ${alias}.workspace_id = ${subject.workspaceId} and ${alias}.name = ${name}
      and ${alias}.time <= ${isoTime(subject.now)}::timestamptz`
  }

  /** Orders that were placed and not cancelled since, as `events o`. */
  private get orders(): Fragment {
    const { sql } = this
    const id = (alias: Fragment) =>
      sql`case when jsonb_typeof(${alias}.properties -> 'order_id') in ('string', 'number')
        then ${alias}.properties ->> 'order_id' end`
    return sql`events o where ${this.named(sql`o`, 'Placed Order')} and not exists (
      select 1 from events c where c.part = o.part and c.profile_id = o.profile_id and ${this.named(sql`c`, 'Cancelled Order')}
        and ${id(sql`c`)} = ${id(sql`o`)})`
  }

  ofOrders(value: Fragment, absent: Json): TraitSql {
    const { sql } = this
    const query = sql`select o.part, o.profile_id, ${value} as value from ${this.orders} group by o.part, o.profile_id`
    return { query, absent }
  }

  refunded(): TraitSql {
    const { sql } = this
    const query = sql`
      select r.part, r.profile_id, ${money(sql, sql`coalesce(sum(abs(r.value)) filter (where ${this.added(sql`r`)}), 0)`)} as value
      from events r where ${this.named(sql`r`, 'Refunded Order')} group by r.part, r.profile_id`
    return { query, absent: '0' }
  }

  /** Rows of `part`, `profile_id` and `amount`: spent less refunded. */
  private get net(): Fragment {
    const { sql } = this
    return sql`
      select a.part, a.profile_id, sum(a.amount) as amount from (
        select o.part, o.profile_id, case when ${this.added(sql`o`)} then o.value else 0 end as amount from ${this.orders}
        union all
        select r.part, r.profile_id, -abs(r.value) from events r
        where ${this.named(sql`r`, 'Refunded Order')} and ${this.added(sql`r`)}) a
      group by a.part, a.profile_id`
  }

  netRevenue(): TraitSql {
    const { sql } = this
    const query = sql`select n.part, n.profile_id, ${money(sql, sql`n.amount`)} as value from (${this.net}) n`
    return { query, absent: '0' }
  }

  favouriteCategory(): TraitSql {
    const { sql } = this
    const query = sql`
      select distinct on (k.part, k.profile_id) k.part, k.profile_id, to_jsonb(k.category) as value
      from (
        select o.part, o.profile_id, i.value ->> 'category' as category, count(*) as lines
        from (select o.* from ${this.orders}) o
        cross join lateral jsonb_array_elements(
          case jsonb_typeof(o.properties -> 'items') when 'array' then o.properties -> 'items' else '[]' end) i
        where jsonb_typeof(i.value -> 'category') = 'string' and i.value ->> 'category' <> ''
        group by 1, 2, 3) k
      order by k.part, k.profile_id, k.lines desc, k.category collate "C"`
    return { query, absent: null }
  }

  pointsBalance(): TraitSql {
    const { sql } = this
    const points = sql`akis_decimal(b.properties -> 'points')`
    const query = sql`
      select b.part, b.profile_id, to_jsonb(sum(case b.name when 'Earned Points' then ${points} else -${points} end)::float8) as value
      from events b
      where (${this.named(sql`b`, 'Earned Points')} or ${this.named(sql`b`, 'Spent Points')}) and ${points} is not null
      group by b.part, b.profile_id`
    return { query, absent: null }
  }

  lifecycleStage(): TraitSql {
    const { sql, subject } = this
    const since = (ms: number) => sql`${isoTime(subject.now - ms)}::timestamptz`
    const stage = sql`to_jsonb(case
      when min(o.time) >= ${since(LIFECYCLE_MS.new)} then 'new'::text
      when max(o.time) >= ${since(LIFECYCLE_MS.active)} then 'active'
      when max(o.time) >= ${since(LIFECYCLE_MS.at_risk)} then 'at_risk' else 'lapsed' end)`
    return this.ofOrders(stage, 'prospect')
  }

  get buyers(): Fragment {
    const { sql } = this
    return sql`
      select b.part, b.profile_id, b.orders, b.last_ms, coalesce(n.amount, 0)::float8 as net
      from (
        select o.part, o.profile_id, count(*)::float8 as orders, (extract(epoch from max(o.time)) * 1000)::float8 as last_ms
        from ${this.orders} group by o.part, o.profile_id) b
      left join (${this.net}) n on n.part = b.part and n.profile_id = b.profile_id`
  }

  rfmGroup(edges: RfmEdges): TraitSql {
    const { sql } = this
    const score = (figure: Fragment, of: readonly number[]) =>
      of
        .filter(Number.isFinite)
        .reduce<Fragment>((sum, edge) => sql`${sum} + (${figure} >= ${edge}::float8)::int`, sql`1`)
    const recency = score(sql`b.last_ms`, edges.lastOrderAt)
    const frequency = score(sql`b.orders`, edges.orders)
    const monetary = score(sql`b.net`, edges.netRevenue)
    const query = sql`
      select b.part, b.profile_id, to_jsonb((${RFM_GRID.flat()}::text[])[
        (${recency} - 1) * ${RFM_SCORES}::int + (${frequency} + ${monetary} + 1) / 2]) as value
      from (${this.buyers}) b`
    return { query, absent: null }
  }
}

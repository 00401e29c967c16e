import type { Sql } from '../client.ts'

/** What messages of one connection would take from its bucket: how many of each priority. */
export interface TokensWanted {
  connectionId: string
  /** Tokens that come back each second. */
  perSecond: number
  /** Tokens that the full bucket holds, at least 1. */
  burst: number
  high: number
  normal: number
  low: number
}

/** How many of a priority may go, and when the first of the others is tried; the next one `1 / perSecond` later. */
export interface TokensTaken {
  connectionId: string
  high: number
  normal: number
  low: number
  slotHigh: Date
  slotNormal: Date
  slotLow: Date
}

/** What a bucket keeps back for more important messages that may come in a moment, as a share of all but its last token. */
const KEPT = { fromNormal: 0.25, fromLow: 0.5 }
/** Nobody is told to come back later than this: what had a slot may have been discarded meanwhile. */
const LONGEST_SLOT_SECONDS = 300
/** Instants have microseconds: a token that is short of whole by their rounding is one. */
const ROUNDING = 0.001

/**
 * Takes tokens for messages that are ready to be sent, the important ones first, in one statement: however many processes
 * ask, a connection never begins more than `burst + perSecond × t` messages in any `t` seconds.
 */
export async function takeTokens(sql: Sql, wanted: TokensWanted[], now: Date): Promise<TokensTaken[]> {
  const taken = await takeFromBuckets(sql, wanted, now)
  if (taken.length === wanted.length) return taken
  const known = new Set(taken.map(({ connectionId }) => connectionId))
  const fresh = wanted.filter(({ connectionId }) => !known.has(connectionId))
  await sql`
    insert into sending_buckets (connection_id, full_at, slot_high, slot_normal, slot_low)
    select id, ${now}, ${now}, ${now}, ${now} from unnest(${fresh.map((one) => one.connectionId)}::uuid[]) u(id)
    on conflict do nothing`
  return [...taken, ...(await takeFromBuckets(sql, fresh, now))]
}

async function takeFromBuckets(sql: Sql, wanted: TokensWanted[], now: Date): Promise<TokensTaken[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return sql<TokensTaken[]>`
    with w as (
      select *, (burst - 1) * ${KEPT.fromNormal}::float8 as kept_from_normal, (burst - 1) * ${KEPT.fromLow}::float8 as kept_from_low
      from unnest(${wanted.map((one) => one.connectionId)}::uuid[], ${wanted.map((one) => one.perSecond)}::float8[],
        ${wanted.map((one) => one.burst)}::float8[], ${wanted.map((one) => one.high)}::int[],
        ${wanted.map((one) => one.normal)}::int[], ${wanted.map((one) => one.low)}::int[])
        u(connection_id, per_second, burst, high, normal, low)
    ), b as (
      select * from sending_buckets where connection_id in (select connection_id from w)
      order by connection_id for update
    ), got as (
      select w.*, interval '1 second' / w.per_second as apart, b.full_at, b.slot_high, b.slot_normal, b.slot_low,
        h.many as got_high, n.many as got_normal, l.many as got_low
      from b join w using (connection_id)
      cross join lateral (select ${ROUNDING}::float8 + burst
        - greatest(0, extract(epoch from full_at - ${at})::float8) * per_second as tokens) t
      cross join lateral (select least(high, greatest(0, floor(tokens)))::int as many) h
      cross join lateral (select least(normal, greatest(0, floor(tokens - h.many - kept_from_normal)))::int as many) n
      cross join lateral (select least(low, greatest(0, floor(tokens - h.many - n.many - kept_from_low)))::int as many) l
    ), spent as (
      select *, greatest(full_at, ${at}) + apart * (got_high + got_normal + got_low) as full_after from got
    ), slots as (
      select *, greatest(slot_high, full_after - apart * (burst - 1)) as first_high,
        greatest(slot_normal, full_after - apart * (burst - 1 - kept_from_normal)) as first_normal,
        greatest(slot_low, full_after - apart * (burst - 1 - kept_from_low)) as first_low,
        ${at} + interval '1 second' * ${LONGEST_SLOT_SECONDS}::int as latest
      from spent
    )
    update sending_buckets b set full_at = s.full_after,
      slot_high = case when s.high > got_high then least(first_high + apart * (s.high - got_high), latest) else s.slot_high end,
      slot_normal = case when s.normal > got_normal then least(first_normal + apart * (s.normal - got_normal), latest) else s.slot_normal end,
      slot_low = case when s.low > got_low then least(first_low + apart * (s.low - got_low), latest) else s.slot_low end
    from slots s where b.connection_id = s.connection_id
    returning b.connection_id as "connectionId", got_high as high, got_normal as normal, got_low as low,
      first_high as "slotHigh", first_normal as "slotNormal", first_low as "slotLow"`
}

/** Begins a connection's bucket anew, full: after its limit was changed. */
export async function forgetTokens(sql: Sql, connectionId: string): Promise<void> {
  await sql`delete from sending_buckets where connection_id = ${connectionId}`
}

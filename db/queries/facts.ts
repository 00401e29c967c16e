import { judge } from '#flows/conditions/evaluate.ts'
import { type FactRequest, factId } from '#flows/conditions/facts.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { JsonObject } from '#flows/json.ts'
import { plainArray } from '../array-text.ts'
import type { Sql, Tx } from '../client.ts'

/** A fact asked for one person. */
export interface PersonFact {
  part: number
  workspaceId: string
  profileId: string
  request: FactRequest
}

/** Looks up facts of many people at once. Returns, in the order asked, each count with its `factId`. */
export async function loadFacts(
  tx: Sql | Tx,
  wanted: PersonFact[],
  now: number,
): Promise<{ id: string; count: number }[]> {
  const plain = wanted.filter(({ request }) => request.where === null)
  const filtered = wanted.filter(({ request }) => request.where !== null)
  const counts = new Map<PersonFact, number>()
  if (plain.length > 0) {
    const rows = await tx<{ index: number; count: number }[]>`
      select u.index, c.count from ${spans(tx, plain)}
      cross join lateral (select count(*)::int as count from events e where ${matching(tx)}) c`
    for (const { index, count } of rows) counts.set(plain[index]!, count)
  }
  if (filtered.length > 0) {
    const rows = await tx<EventRow[]>`
      select u.index, e.id, e.name, e.time, e.properties, e.value, e.currency
      from ${spans(tx, filtered)} join events e on ${matching(tx)}`
    for (const fact of filtered) counts.set(fact, 0)
    for (const row of rows) {
      const fact = filtered[row.index]!
      const judged = judge(fact.request.where!, {
        profile: {},
        event: flowEvent(row),
        answers: {},
        run: null,
        facts: new Map(),
        now,
      })
      if (judged.kind === 'known' && judged.holds) counts.set(fact, counts.get(fact)! + 1)
    }
  }
  return wanted.map((fact) => ({ id: factId(fact.request), count: counts.get(fact) ?? 0 }))
}

interface EventRow {
  index: number
  id: string
  name: string
  time: Date
  properties: JsonObject
  value: string | null
  currency: string | null
}

const flowEvent = ({ id, name, time, properties, value, currency }: EventRow): FlowEvent => ({
  id,
  name,
  time: time.getTime(),
  properties,
  value,
  currency,
})

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

const spans = (tx: Sql | Tx, facts: PersonFact[]) => tx`
  unnest(${plainArray(facts.map((_, index) => index))}::int[], ${plainArray(facts.map((f) => f.part))}::smallint[],
    ${plainArray(facts.map((f) => f.workspaceId))}::uuid[], ${plainArray(facts.map((f) => f.profileId))}::uuid[],
    ${facts.map((f) => f.request.event)}::text[], ${plainArray(facts.map((f) => iso(f.request.from)))}::timestamptz[],
    ${plainArray(facts.map((f) => iso(f.request.after)))}::timestamptz[], ${plainArray(facts.map((f) => iso(f.request.until)))}::timestamptz[],
    ${facts.map((f) => f.request.key?.path ?? null)}::text[], ${facts.map((f) => f.request.key?.value ?? null)}::text[])
  u(index, part, workspace_id, profile_id, name, since, after, until, key_path, key_value)`

/** Written so that month partitions outside the span are pruned as the query runs. */
const matching = (tx: Sql | Tx) => tx`
  e.part = u.part and e.workspace_id = u.workspace_id and e.profile_id = u.profile_id and e.name = u.name
  and e.time >= coalesce(u.since, '-infinity') and e.time > coalesce(u.after, '-infinity')
  and e.time <= coalesce(u.until, 'infinity')
  and (u.key_path is null or e.properties #>> string_to_array(u.key_path, '.') = u.key_value)`

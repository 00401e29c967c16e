import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { ensureEventMonths } from '#db/queries/event-months.ts'
import { countPeople } from '#db/queries/segments/people-sql.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { Condition } from '#flows/conditions/condition.ts'
import { holdsAt, nextFlip, type Standing } from '#flows/conditions/next-flip.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { hasShopData } from '../../testing/shop-data.ts'
import { createSegment } from './save-segment.ts'
import { computeNow, passTime, sweepAll } from './testing.ts'
import { customers, END, LAPSED, ORDERS, REPEAT, WORTH_1000 } from './uci-customers.ts'

const database = testDatabase()
const START = Date.parse('2010-11-01T00:00:00Z')
/** Everyone takes minutes to live through. */
const LIVED = process.env.AKIS_TEST_LONG ? Number.POSITIVE_INFINITY : 60
const SHOP = { currency: 'GBP', rfm: null }

describe.skipIf(!hasShopData(ORDERS))('segments of a real shop in the database', () => {
  let people: Standing[]
  beforeAll(async () => {
    people = await customers()
    await ensureEventMonths(
      database.sql,
      people.flatMap(({ events }) => events.map(({ time }) => new Date(time))),
    )
  })

  it('finds by SQL who bought again, who lapsed, and who is worth 1,000', async () => {
    const { sql } = database
    const workspaceId = v7()
    const rows = people.map((person) => ({ person, id: v7() }))
    await sql`insert into profiles (part, id, workspace_id, created_at, updated_at)
      select u.part, u.id, ${workspaceId}, ${new Date(END)}, ${new Date(END)}
      from unnest(${rows.map(({ id }) => partOf(workspaceId, id))}::smallint[], ${rows.map(({ id }) => id)}::uuid[]) u(part, id)`
    const events = rows.flatMap(({ person, id }) => person.events.map((event) => ({ ...event, person: id })))
    await sql`insert into events (part, id, workspace_id, profile_id, name, time, received_at, key, properties, value, currency)
      select u.part, u.id, ${workspaceId}, u.person, u.name, u.time, u.time, u.id::text, '{}', u.value, 'GBP'
      from unnest(${events.map(({ person }) => partOf(workspaceId, person))}::smallint[], ${events.map(() => v7())}::uuid[],
        ${events.map(({ person }) => person)}::uuid[], ${events.map(({ name }) => name)}::text[],
        ${events.map(({ time }) => new Date(time).toISOString())}::timestamptz[], ${events.map(({ value }) => value)}::numeric[])
        u(part, id, person, name, time, value)`
    const count = (condition: Condition) => countPeople(sql, condition, { workspaceId, now: END, shop: SHOP })
    expect(await count(REPEAT)).toBe(1_446)
    expect(await count(LAPSED)).toBe(759)
    expect(await count(WORTH_1000)).toBe(799)
  })

  it('lives through the year: everyone enters and leaves at the instant at which they do', async () => {
    const { sql } = database
    const shop = await new DrivenShop(sql).open()
    const { workspaceId } = shop
    await sql`update workspaces set currency = 'GBP' where id = ${workspaceId}`
    const ctx = {
      sql,
      workspaceId,
      actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'marketer' },
      now: new Date(START),
    } as const
    const segments = new Map<string, Condition>()
    for (const [name, definition] of Object.entries({ REPEAT, LAPSED, WORTH_1000 })) {
      const { id } = await createSegment({ ctx, input: { name, definition, kind: 'live' } })
      await computeNow(sql, { workspaceId, segmentId: id }, new Date(START))
      segments.set(id, definition)
    }
    const lived = people.slice(0, LIVED)
    const events = lived
      .flatMap((person) => person.events.map((event) => ({ event, who: person.subject.seed })))
      .sort((a, b) => a.event.time - b.event.time)
    for (const { event, who } of events) {
      const at = new Date(event.time)
      await passTime(sql, new Date(event.time - 1))
      const { name, value, currency } = event
      await shop.accept([{ event: name, at, identifiers: { external_id: who }, value, currency }])
      await shop.route(at)
      await sweepAll(sql, at)
    }
    await passTime(sql, new Date(END))
    const changes = await sql<{ who: string; segment: string; at: Date; came: boolean }[]>`
      select i.value as who, c.group_id as segment, c.at, c.came
      from membership_changes c join identifiers i on i.profile_id = c.profile_id and i.kind = 'external_id'
      where c.workspace_id = ${workspaceId} order by c.at, c.id`
    const seen = Map.groupBy(changes, ({ who, segment }) => `${who} ${segment}`)
    for (const person of lived) {
      for (const [segment, definition] of segments) {
        const own = seen.get(`${person.subject.seed} ${segment}`) ?? []
        expect(own.map(({ at, came }) => [at.getTime(), came])).toEqual(lifeOf(person, definition))
      }
    }
    if (LIVED < people.length) return
    const sizes = await sql<{ segment: string; size: number }[]>`
      select group_id as segment, count(*)::int as size from memberships where workspace_id = ${workspaceId} group by 1`
    const size = new Map(sizes.map((one) => [one.segment, one.size]))
    expect([...segments.keys()].map((id) => size.get(id))).toEqual([1_446, 759, 799])
  }, 3_600_000)
})

/** When somebody comes and leaves by what a look at every instant of change says. */
function lifeOf(person: Standing, definition: Condition): [number, boolean][] {
  const life: [number, boolean][] = []
  // nobody is anywhere before they are known
  const known = Math.min(...person.events.map(({ time }) => time))
  let inside = false
  let at: number | null = known
  const shop = { ...person, shop: SHOP }
  while (at !== null && at <= END) {
    const holds = holdsAt(definition, shop, at)
    if (holds !== inside) life.push([at, holds])
    inside = holds
    at = nextFlip(definition, shop, at)
  }
  return life
}

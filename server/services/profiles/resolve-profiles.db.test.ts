import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Identifiers } from '#flows/events/accepted-event.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { upsertProfile } from './upsert-profile.ts'

const database = testDatabase()
const NOW = new Date('2026-11-20T12:00:00Z')

const open = () => new DrivenShop(database.sql).open()

async function upsert(shop: DrivenShop, identifiers: Identifiers, profile = {}, now = NOW) {
  const ctx = { sql: database.sql, workspaceId: shop.workspaceId, actor: { kind: 'system' as const }, now }
  return (await upsertProfile({ ctx, input: { identifiers, profile, consents: [] } })).id
}

const standing = (shop: DrivenShop) => database.sql`
  select id, external_id, email, phone, first_name, properties from profiles
  where workspace_id = ${shop.workspaceId} and merged_into is null order by created_at`

describe('who is who', () => {
  it('finds a person again by any identifier that was ever named with them', async () => {
    const shop = await open()
    const id = await upsert(shop, { external_id: 'c-1', email: 'a@x.com', phone: '+905321112233' })
    expect(await upsert(shop, { email: 'a@x.com' })).toBe(id)
    expect(await upsert(shop, { phone: '+905321112233' })).toBe(id)
    expect(await upsert(shop, { email: 'new@x.com', external_id: 'c-1' })).toBe(id)
    expect(await upsert(shop, { email: 'a@x.com' })).toBe(id)
    expect((await standing(shop))[0]!.email).toBe('a@x.com')
  })

  it('changes what is named, clears what is null, leaves what is absent', async () => {
    const shop = await open()
    await upsert(shop, { email: 'a@x.com' }, { first_name: 'Ayşe', properties: { city: 'İzmir', size: 'M' } })
    await upsert(shop, { email: 'a@x.com' }, { properties: { size: null, shoe: 38 } })
    expect((await standing(shop))[0]).toMatchObject({
      first_name: 'Ayşe',
      properties: { city: 'İzmir', shoe: 38 },
    })
  })

  it('joins the anonymous visitor to the person they turn out to be', async () => {
    const shop = await open()
    const visitor = await upsert(shop, { anonymous_id: 'web-1' }, { properties: { landed: 'blog' } })
    const person = await upsert(shop, { anonymous_id: 'web-1', email: 'a@x.com' })
    expect(person).toBe(visitor)
    const known = await upsert(shop, { email: 'b@x.com' })
    await upsert(shop, { anonymous_id: 'web-2' })
    expect(await upsert(shop, { anonymous_id: 'web-2', email: 'b@x.com' })).toBe(known)
    expect(await standing(shop)).toHaveLength(2)
  })

  it('keeps two people apart who use one browser', async () => {
    const shop = await open()
    const first = await upsert(shop, { anonymous_id: 'home', external_id: 'c-1' })
    const second = await upsert(shop, { anonymous_id: 'home', external_id: 'c-2' })
    expect(second).not.toBe(first)
    expect(await upsert(shop, { anonymous_id: 'home' })).toBe(second)
    expect(await upsert(shop, { external_id: 'c-1' })).toBe(first)
  })

  it('does not merge two customers of the shop who share an e-mail address', async () => {
    const shop = await open()
    const first = await upsert(shop, { external_id: 'c-1', email: 'family@x.com' })
    const second = await upsert(shop, { external_id: 'c-2', email: 'family@x.com' })
    expect(second).not.toBe(first)
    expect((await standing(shop)).map((p) => p.email)).toEqual(['family@x.com', 'family@x.com'])
  })

  it('gives one profile to requests that name a new person at the same moment', async () => {
    const shop = await open()
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => upsert(shop, { email: 'race@x.com', external_id: 'r-1' })),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await standing(shop)).toHaveLength(1)
  })

  it('never mixes workspaces', async () => {
    const [one, two] = [await open(), await open()]
    expect(await upsert(one, { email: 'a@x.com' })).not.toBe(await upsert(two, { email: 'a@x.com' }))
  })
})

describe('two profiles found to be one', () => {
  const flow = flowOf({
    trigger: { kind: 'event', event: 'Added to Cart' },
    nodes: [
      { id: 'd', kind: 'delay', config: { for: { amount: 1, unit: 'hours' } } },
      { id: 'm', kind: 'email' },
    ],
  })

  it('become one with their events, runs, messages and consents, and without duplicate runs', async () => {
    const shop = await open()
    const { flowId } = await shop.publish(flow)
    const at = (s: number) => new Date(NOW.getTime() + s * 1_000)
    await shop.happen([
      {
        event: 'Added to Cart',
        at: at(0),
        identifiers: { email: 'a@x.com' },
        profile: { first_name: 'Ayşe' },
      },
      {
        event: 'Added to Cart',
        at: at(1),
        identifiers: { phone: '+905321112233' },
        profile: { last_name: 'Yılmaz' },
      },
    ])
    for (const person of await standing(shop)) {
      const [{ part } = { part: 0 }] = await database.sql`select part from profiles where id = ${person.id}`
      await database.sql`insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
        values (${part}, ${crypto.randomUUID()}, ${shop.workspaceId}, ${person.id}, 'email', 'marketing', 'subscribed', 'form', ${NOW}, ${NOW})`
    }
    await shop.happen([
      { event: 'Signed In', at: at(2), identifiers: { email: 'a@x.com', phone: '+905321112233' } },
    ])

    const [person, ...others] = await standing(shop)
    expect(others).toEqual([])
    expect(person).toMatchObject({ email: 'a@x.com', phone: '+905321112233', first_name: 'Ayşe' })
    for (const [table, expected] of [
      ['events', 3],
      ['consents', 2],
      ['runs', 2],
    ] as const) {
      const rows =
        await database.sql`select t.* from ${database.sql(table)} t join profiles p on p.part = t.part and p.id = t.profile_id
        where t.workspace_id = ${shop.workspaceId} and t.profile_id = ${person!.id}`
      expect(rows, table).toHaveLength(expected)
    }
    const runs =
      await database.sql`select status, reason, state from runs where flow_id = ${flowId} order by started_at`
    expect(runs.map((r) => [r.status, r.reason])).toEqual([
      ['waiting', null],
      ['exited', 'merged'],
    ])
    expect(runs.every((r) => r.state.profileId === person!.id)).toBe(true)
    await shop.passTime(at(4_000))
    expect((await shop.tally()).messages).toEqual({ pending: 1 })
  })

  it('when a third mention ties two that were made in the same batch', async () => {
    const shop = await open()
    await shop.accept([
      { event: 'A', at: NOW, identifiers: { email: 'q@x.com' } },
      { event: 'B', at: NOW, identifiers: { email: 'q@x.com', phone: '+905320000001' } },
    ])
    await shop.accept([{ event: 'C', at: NOW, identifiers: { phone: '+905320000001', anonymous_id: 'w' } }])
    await shop.route(NOW)
    expect(await standing(shop)).toHaveLength(1)
    const events =
      await database.sql`select distinct profile_id from events where workspace_id = ${shop.workspaceId}`
    expect(events).toHaveLength(1)
  })
})

import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { addressHash } from '#server/services/consents/address-hash.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import type { Ctx, Role } from '../context.ts'
import { addMembers } from '../lists/change-members.ts'
import { createList } from '../lists/create-list.ts'
import { createSegment } from '../segments/save-segment.ts'
import { computeNow, sweepAll } from '../segments/testing.ts'
import { addConsent } from './add-consent.ts'
import { eraseProfile } from './erase-profile.ts'

const database = testDatabase()
const NOW = new Date('2026-11-20T12:00:00Z')
const MARK = 'silinecek'

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})
const ctx = (role: Role = 'marketer'): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now: NOW,
})

/** Tables with a row that has a text in any of its columns. */
async function tablesWith(text: string): Promise<string[]> {
  const { sql } = database
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await sql`select 1 from ${sql(name)} t where t::text ilike ${`%${text}%`} limit 1`
    if (rows.length > 0) found.push(name)
  }
  return found
}

describe('erasing a person', () => {
  it('leaves nothing of them in any table but a hash of their addresses', async () => {
    const { sql } = database
    const { workspaceId } = shop
    const list = await createList({ ctx: ctx(), input: { name: 'VIP' } })
    const definition = {
      kind: 'event',
      event: 'Signed Up',
      within: { last: { amount: 9, unit: 'days' } },
      count: { op: 'gte', value: 1 },
    } as const
    const { id: segmentId } = await createSegment({
      ctx: ctx(),
      input: { name: 'New', definition, kind: 'live' },
    })
    await computeNow(sql, { workspaceId, segmentId }, NOW)
    const wait = { id: 'w', kind: 'delay', config: { for: { amount: 2, unit: 'days' } } }
    await shop.publish(flowOf({ trigger: { kind: 'event', event: 'Signed Up' }, nodes: [wait] } as never))
    const email = `${MARK}@example.com`
    const said = (event: string, more: object = {}) => ({
      event,
      at: NOW,
      identifiers: { external_id: `${MARK}-1`, email },
      properties: { note: `${MARK} yazdı` },
      ...more,
    })
    // somebody who proves to be the same leaves a signpost
    await shop.happen([{ event: 'Viewed Page', at: NOW, identifiers: { anonymous_id: `${MARK}-anon` } }])
    await shop.happen([
      said('Signed Up', { profile: { first_name: MARK } }),
      said('Signed In', { identifiers: { email, anonymous_id: `${MARK}-anon` } }),
    ])
    await sweepAll(sql, NOW)
    const [row] = await sql<{ id: string }[]>`
      select profile_id as id from identifiers where workspace_id = ${workspaceId} and kind = 'email' and value = ${email}`
    const id = row!.id
    await addMembers({ ctx: ctx(), input: { id: list.id, profiles: [{ id }] } })
    const consent = {
      channel: 'email',
      kind: 'marketing',
      status: 'subscribed',
      source: MARK,
      time: NOW.toISOString(),
    } as const
    await addConsent({ ctx: ctx(), input: { id, consent } })
    await shop.accept([said('Signed In')])
    expect(await tablesWith(MARK)).toEqual(
      expect.arrayContaining(['profiles', 'identifiers', 'events', 'inbox', 'consents']),
    )
    expect(await tablesWith(id)).toEqual(
      expect.arrayContaining(['runs', 'memberships', 'membership_changes', 'segment_flips']),
    )

    await expect(eraseProfile({ ctx: ctx('analyst'), input: { id } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await eraseProfile({ ctx: ctx(), input: { id } })
    expect(await tablesWith(MARK)).toEqual([])
    expect(await tablesWith(id)).toEqual([])
    const kept = await sql<{ channel: string; hash: string; reason: string }[]>`
      select channel, address_hash as hash, reason from suppressions where workspace_id = ${workspaceId}`
    expect(kept).toEqual([{ channel: 'email', hash: addressHash(workspaceId, email), reason: 'erased' }])
    await expect(eraseProfile({ ctx: ctx(), input: { id } })).rejects.toMatchObject({ code: 'not_found' })
  })
})

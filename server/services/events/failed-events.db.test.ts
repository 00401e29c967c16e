import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { partOf } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import type { Ctx, Role } from '../context.ts'
import { deleteFailedEvent } from './delete-failed-event.ts'
import { listFailedEvents } from './list-failed-events.ts'
import { retryFailedEvents } from './retry-failed-events.ts'

const database = testDatabase()
const NOON = new Date('2026-11-22T12:00:00Z')
const TRIES = 5

let shop: DrivenShop
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
})

const as = (role: Role, workspaceId = shop.workspaceId): Ctx => ({
  sql: database.sql,
  workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now: NOON,
})

const list = async (input = {}, ctx = as('analyst')) =>
  listFailedEvents({ ctx, input: { limit: 50, ...input } })

/** Events whose amount no column takes, tried until they are kept aside. */
async function fail(...names: string[]): Promise<void> {
  await shop.accept(
    names.map((key) => ({
      event: 'Placed Order',
      at: NOON,
      key,
      identifiers: { external_id: key },
      value: 'not a number',
    })),
  )
  for (const row of await database.sql<{ key: string }[]>`
    select payload->>'key' as key from inbox where workspace_id = ${shop.workspaceId}`)
    await database.sql`
      insert into event_keys (part, workspace_id, key, received_at)
      values (${partOf(shop.workspaceId, row.key)}, ${shop.workspaceId}, ${row.key}, ${NOON}) on conflict do nothing`
  for (let turn = 0; turn < TRIES; turn++) await shop.route(NOON)
}

describe('events that could not be routed', () => {
  it('are listed newest first in pages, with what went wrong', async () => {
    await fail('a', 'b', 'c')
    const first = await list({ limit: 2 })
    expect(first).toMatchObject({ count: 3, items: [{ event: 'Placed Order' }, {}] })
    expect(first.items[0]?.error).toContain('numeric')
    const second = await list({ limit: 2, after: first.next ?? undefined })
    expect(second).toMatchObject({ items: [{}], next: null })
    const people = [...first.items, ...second.items].map(({ identifiers }) => identifiers.external_id)
    expect(people.toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('are routed when the fault is gone and somebody tries again', async () => {
    await fail('a', 'b')
    await database.sql`
      update inbox set payload = payload || '{"value": "10"}' where workspace_id = ${shop.workspaceId}`
    const [one] = (await list()).items
    expect(await retryFailedEvents({ ctx: as('marketer'), input: { id: one!.id } })).toEqual({ count: 1 })
    await shop.route(NOON)
    expect((await list()).count).toBe(1)
    expect(await retryFailedEvents({ ctx: as('marketer'), input: { id: null } })).toEqual({ count: 1 })
    await shop.route(NOON)
    expect(await list()).toEqual({ items: [], count: 0, next: null })
    const events = await database.sql`select from events where workspace_id = ${shop.workspaceId}`
    expect(events).toHaveLength(2)
  })

  it('are given up with their key, so that the shop may send them put right', async () => {
    await fail('a')
    const [one] = (await list()).items
    await deleteFailedEvent({ ctx: as('marketer'), input: { id: one!.id } })
    expect((await list()).count).toBe(0)
    expect(await database.sql`select from event_keys where workspace_id = ${shop.workspaceId}`).toHaveLength(
      0,
    )
  })

  it('are out of reach for other shops and for who may only read', async () => {
    await fail('a')
    const [one] = (await list()).items
    const input = { id: one!.id }
    const stranger = as('owner', v7())
    expect((await list({}, stranger)).items).toEqual([])
    await expect(retryFailedEvents({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteFailedEvent({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not_found' })
    await expect(retryFailedEvents({ ctx: as('analyst'), input })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(deleteFailedEvent({ ctx: as('analyst'), input })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await list()).count).toBe(1)
  })
})

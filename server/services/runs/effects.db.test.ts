import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { cart, cartShop, exit, HOUR, hours, later, NOON } from '#server/testing/cart-shop.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'

const database = testDatabase()
const { shop, trace } = cartShop(database)

describe('a list step', () => {
  it('adds and removes, makes a list that is not there, and a later condition sees it', async () => {
    await shop.publish(
      flowOf({
        nodes: [
          { id: 'add', kind: 'list', config: { action: 'add', list: 'Sepet bırakanlar' } },
          { id: 'c', kind: 'condition', config: { if: { kind: 'list', list: 'Sepet bırakanlar' } } },
          { id: 'd', kind: 'delay', config: { for: hours(1) } },
          { id: 'remove', kind: 'list', config: { action: 'remove', list: 'Sepet bırakanlar' } },
          exit('out'),
          exit('never'),
        ],
        edges: [
          { from: 'trigger', to: 'add' },
          { from: 'add', to: 'c' },
          { from: 'c', branch: 'yes', to: 'd' },
          { from: 'c', branch: 'no', to: 'never' },
          { from: 'd', to: 'remove' },
          { from: 'remove', to: 'out' },
        ],
      }),
    )
    await shop.happen([cart()])
    const members = () =>
      database.sql`select l.name from memberships m join lists l on l.id = m.group_id
        where m.workspace_id = ${shop.workspaceId}`
    expect([...(await members())]).toEqual([{ name: 'Sepet bırakanlar' }])
    await shop.passTime(later(HOUR))
    expect((await members()).length).toBe(0)
    expect((await shop.tally()).runs).toEqual({ 'exited:out': 1 })
  })
})

describe('an emitted event', () => {
  it('goes the way of every event, once, and can start another flow', async () => {
    await shop.publish(
      flowOf({
        nodes: [
          {
            id: 'e',
            kind: 'emit_event',
            config: { event: 'Lost Cart', properties: { cart_id: '{{ event.cart_id }}', n: 1 } },
          },
        ],
      }),
    )
    const other = await shop.publish(
      flowOf({
        name: 'Other',
        trigger: { kind: 'event', event: 'Lost Cart', key: 'cart_id' },
        nodes: [exit('seen')],
      }),
    )
    await shop.happen([cart()])
    const events = await database.sql<{ name: string; properties: unknown }[]>`
      select name, properties from events where workspace_id = ${shop.workspaceId} and name = 'Lost Cart'`
    expect([...events]).toEqual([{ name: 'Lost Cart', properties: { cart_id: 'k-1', n: 1 } }])
    expect(await trace(other.flowId)).toEqual(['passed seen'])
  })
})

describe('entering another flow', () => {
  const into = (flow: string) => ({ id: 'into', kind: 'enter_flow', config: { flow } })
  const manual = (nodes: { id: string; kind: string; config?: unknown }[], settings = {}) =>
    flowOf({ trigger: { kind: 'manual' }, nodes, settings } as never)

  it('starts it under its own filter and re-entry rule, with the event that began this one', async () => {
    const { flowId } = await shop.publish(
      manual(
        [
          {
            id: 'c',
            kind: 'condition',
            config: { if: { kind: 'property', of: 'event', path: 'cart_id', op: 'is', value: 'k-1' } },
          },
        ],
        {
          reentry: { mode: 'once' },
          profileFilter: { kind: 'property', of: 'profile', path: 'banned', op: 'missing' },
        },
      ),
    )
    await shop.publish(flowOf({ nodes: [into(flowId)] }))
    await shop.happen([
      cart(),
      cart(later(60), { properties: { cart_id: 'k-2' } }),
      cart(later(90), { identifiers: { external_id: 'c-2' }, profile: { properties: { banned: true } } }),
    ])
    const entered = await database.sql`select 1 from runs where flow_id = ${flowId}`
    expect(entered.length).toBe(1)
    expect(await trace(flowId)).toEqual(['passed c yes'])
  })

  it('goes round in a circle of flows five times at most', async () => {
    const { sql } = database
    const a = await shop.publish(manual([into('')]))
    const b = await shop.publish(manual([into(a.flowId)]))
    const circle: Flow = manual([into(b.flowId)])
    await sql`update flow_versions set graph = ${sql.json(circle as never)} where id = ${a.versionId}`
    await shop.publish(flowOf({ nodes: [into(a.flowId)] }))
    await shop.happen([cart()])
    const runs = await sql<{ depth: number }[]>`
      select coalesce((state->>'depth')::int, 0) as depth from runs where workspace_id = ${shop.workspaceId} order by 1`
    expect(runs.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('that is paused, archived or another shop’s does nothing, and the run goes on', async () => {
    const other = await new DrivenShop(database.sql).open()
    const theirs = await other.publish(manual([exit('x')]))
    const paused = await shop.publish(manual([exit('x')]))
    await database.sql`update flows set status = 'paused' where id = ${paused.flowId}`
    await shop.publish(
      flowOf({ nodes: [into(theirs.flowId), { ...into(paused.flowId), id: 'second' }, exit('end')] }),
    )
    await shop.happen([cart()])
    expect((await shop.tally()).runs).toEqual({ 'exited:end': 1 })
    expect((await other.tally()).runs).toEqual({})
  })
})

describe('a notice', () => {
  it('is written once for the team', async () => {
    await shop.publish(
      flowOf({
        nodes: [{ id: 'n', kind: 'notify', config: { to: 'team', text: 'Ara: {{ profile.first_name }}' } }],
      }),
    )
    await shop.happen([cart()])
    const rows = await database.sql`
      select to_address as to, text, status from notices where workspace_id = ${shop.workspaceId}`
    expect([...rows]).toEqual([{ to: 'team', text: 'Ara: {{ profile.first_name }}', status: 'pending' }])
  })
})

describe('a step that can’t be stored', () => {
  it('never stops its neighbours, comes back with growing pauses, and is failed in the end', async () => {
    const { sql } = database
    await shop.publish(
      flowOf({
        nodes: [
          { id: 'd', kind: 'delay', config: { for: hours(1) } },
          { id: 'u', kind: 'update_profile', config: { set: { note: 'broken' } } },
          exit('done'),
        ],
      }),
    )
    await shop.accept([cart(), cart(NOON, { identifiers: { external_id: 'c-2' } })])
    await shop.route(NOON)
    // a person whose row the database refuses to change, whatever is written
    await sql`alter table profiles add constraint refuse check (external_id <> 'c-2' or not properties ? 'note') not valid`
    try {
      await shop.passTime(later(HOUR))
      const stuck = await sql<{ attempts: number; error: string; status: string }[]>`
        select attempts, error, status from runs where workspace_id = ${shop.workspaceId} and status = 'waiting'`
      expect(stuck[0]).toMatchObject({ attempts: 1, error: expect.stringContaining('refuse') })
      expect((await shop.tally()).runs).toEqual({ 'exited:done': 1, waiting: 1 })
      await shop.passTime(later(HOUR * 40))
      expect((await shop.tally()).runs).toEqual({ 'exited:done': 1, 'failed:error': 1 })
      const [failed] = await sql<{ error: string; state: { position: unknown } }[]>`
        select error, state from runs where workspace_id = ${shop.workspaceId} and status = 'failed'`
      expect(failed!.error).toContain('refuse')
      expect(failed!.state.position).toMatchObject({
        end: { resume: { position: { node: 'd' }, input: { kind: 'timer' } } },
      })
    } finally {
      await sql`alter table profiles drop constraint refuse`
    }
  })
})

import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { emptyFlow } from '#flows/graph/flow.ts'
import { DrivenShop } from '../../testing/driven-shop.ts'
import type { Ctx } from '../context.ts'
import { createFlow } from './create-flow.ts'
import { saveDraft } from './save-draft.ts'
import { VisitFlow, visitFlow } from './visit-flow.ts'

const database = testDatabase()
const START = new Date('2026-11-22T10:00:00Z')
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000)

let shop: DrivenShop
let flow: string
let ayse: string
let mert: string
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
  ayse = await user('Ayşe')
  mert = await user('Mert')
  flow = (await createFlow({ ctx: as(ayse, 'Ayşe'), input: { name: 'Sepet' } })).id
})

async function user(name: string): Promise<string> {
  const id = v7()
  await database.sql`insert into users (id, name, email) values (${id}, ${name}, ${`${id}@example.com`})`
  return id
}

const as = (userId: string, name: string, now = START): Ctx => ({
  sql: database.sql,
  workspaceId: shop.workspaceId,
  actor: { kind: 'user', userId, name, role: 'marketer' },
  now,
})
const visit = (ctx: Ctx, page: string, rest: Partial<VisitFlow> = {}) =>
  visitFlow({ ctx, input: { page, node: null, leaving: false, ...rest, id: flow } })

describe('who has a flow open', () => {
  it('is told to everyone else in it, with the step they have open, and to nobody about themselves', async () => {
    const [hers, his] = [v7(), v7()]
    expect((await visit(as(ayse, 'Ayşe'), hers, { node: 'n1' })).visitors).toEqual([])
    expect((await visit(as(mert, 'Mert'), his)).visitors).toEqual([
      { page: hers, userId: ayse, name: 'Ayşe', node: 'n1' },
    ])
    expect((await visit(as(ayse, 'Ayşe'), hers, { node: 'n2' })).visitors).toMatchObject([{ name: 'Mert' }])
    expect((await visit(as(mert, 'Mert'), his)).visitors).toMatchObject([{ name: 'Ayşe', node: 'n2' }])
  })

  it('are two where one person has two pages', async () => {
    await visit(as(ayse, 'Ayşe'), v7())
    await visit(as(ayse, 'Ayşe'), v7())
    expect((await visit(as(mert, 'Mert'), v7())).visitors).toHaveLength(2)
  })

  it('ends when a page goes, or was not heard of for half a minute', async () => {
    const [hers, his] = [v7(), v7()]
    await visit(as(ayse, 'Ayşe'), hers)
    await visit(as(ayse, 'Ayşe'), hers, { leaving: true })
    expect((await visit(as(mert, 'Mert'), his)).visitors).toEqual([])
    await visit(as(ayse, 'Ayşe'), hers)
    expect((await visit(as(mert, 'Mert', after(30)), his)).visitors).toHaveLength(1)
    expect((await visit(as(mert, 'Mert', after(31)), his)).visitors).toEqual([])
    const [left] =
      await database.sql`select count(*)::int as count from flow_visitors where flow_id = ${flow}`
    expect(left).toEqual({ count: 1 })
  })

  it('names the newest draft and who saved it', async () => {
    const page = v7()
    expect(await visit(as(mert, 'Mert'), page)).toMatchObject({ revision: 1 })
    await saveDraft({ ctx: as(ayse, 'Ayşe'), input: { id: flow, graph: emptyFlow('Sepet 2'), revision: 1 } })
    expect(await visit(as(mert, 'Mert'), page)).toMatchObject({ revision: 2, updatedBy: 'Ayşe' })
  })

  it('takes over nobody’s page, and lets no key and no other shop in', async () => {
    const page = v7()
    await visit(as(ayse, 'Ayşe'), page)
    await visit(as(mert, 'Mert'), page, { leaving: true })
    expect((await visit(as(mert, 'Mert'), v7())).visitors).toMatchObject([{ name: 'Ayşe' }])
    const key = { kind: 'key', keyId: v7(), public: false, scopes: ['read'] } as const
    await expect(visit({ ...as(ayse, 'Ayşe'), actor: key }, v7())).rejects.toMatchObject({
      code: 'forbidden',
    })
    const other = { ...as(ayse, 'Ayşe'), workspaceId: v7() }
    await expect(visit(other, v7())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('names the bad field', () => {
    const fields = VisitFlow.safeParse({ page: 'x', node: 'n'.repeat(65) }).error?.issues
    expect(fields?.map(({ path }) => path.join('.'))).toEqual(['page', 'node'])
  })
})

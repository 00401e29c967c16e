import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { DrivenShop } from '#server/testing/driven-shop.ts'
import { flowOf } from '#server/testing/flow-of.ts'
import { type Actor, type Ctx, ROLES } from '../context.ts'
import { pauseFlow } from '../flows/pause-flow.ts'
import { resumeFlow } from '../flows/resume-flow.ts'
import { type CountWaiting, countWaiting } from './count-waiting.ts'
import { discardMany, ManyMessages, sendMany } from './decide-many.ts'
import { discardMessage } from './discard-message.ts'
import { prepareMessages } from './prepare.ts'
import { sendMessage } from './send-message.ts'
import { testRuntime } from './testing/seed.ts'

const database = testDatabase()
const NOON = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)

let shop: DrivenShop
let flowId: string
beforeEach(async () => {
  shop = await new DrivenShop(database.sql).open()
  const content = {
    messageKind: 'marketing',
    subject: 'Merhaba',
    blocks: [{ kind: 'text', text: 'Merhaba' }],
  }
  const flow = flowOf({
    nodes: [
      { id: 'm', kind: 'email', config: { status: 'manual', ...content } },
      { id: 'done', kind: 'exit', config: { reason: 'done' } },
    ],
    settings: { goal: { event: 'Placed Order', sameKey: true } },
  })
  flowId = (await shop.publish(flow)).flowId
})

const happen = (event: string, at: Date, who = 'c-1') =>
  shop.happen([
    {
      event,
      at,
      identifiers: { external_id: who, email: `${who}@example.com` },
      properties: { cart_id: who },
    },
  ])
const as = (role: (typeof ROLES)[number], now = later(60)): Ctx => {
  const actor: Actor = { kind: 'user', userId: v7(), name: 'A', role }
  return { sql: database.sql, workspaceId: shop.workspaceId, actor, now }
}
const messages = async () =>
  database.sql<{ id: string; status: string; reason: string | null; detail: unknown }[]>`
    select id, status, reason, detail from messages where workspace_id = ${shop.workspaceId} order by created_at, id`
const theMessage = async () => (await messages())[0]!
const input = async () => ({ id: (await theMessage()).id, evenIfSent: false })
const prepare = async (now: Date) => {
  for (const part of ALL_PARTS) {
    await prepareMessages({ runtime: testRuntime(database), parts: [part], now, limit: 100 })
  }
}

describe('a message that a person looks at first', () => {
  beforeEach(() => happen('Added to Cart', NOON))

  it('keeps its run until then', async () => {
    await shop.passTime(later(1_000_000))
    expect(await shop.tally()).toEqual({ runs: { held: 1 }, messages: { review: 1 } })
  })

  it('goes out when it is sent, and its run goes on', async () => {
    await sendMessage({ ctx: as('marketer'), input: await input() })
    expect(await shop.tally()).toEqual({ runs: { waiting: 1 }, messages: { pending: 1 } })
    await shop.passTime(later(60))
    await prepare(later(61))
    expect(await shop.tally()).toEqual({ runs: { 'exited:done': 1 }, messages: { unconnected: 1 } })
  })

  it('never goes out when it is discarded, and its run goes on', async () => {
    await discardMessage({ ctx: as('marketer'), input: await input() })
    await shop.passTime(later(60))
    expect(await shop.tally()).toEqual({ runs: { 'exited:done': 1 }, messages: { discarded: 1 } })
  })

  it('is taken back by the goal, and can not be sent any more', async () => {
    await happen('Placed Order', later(30))
    expect(await shop.tally()).toEqual({
      runs: { 'completed:goal': 1 },
      messages: { 'skipped:run_ended': 1 },
    })
    expect((await theMessage()).detail).toEqual({ status: 'completed', reason: 'goal' })
    await expect(sendMessage({ ctx: as('owner'), input: await input() })).rejects.toMatchObject({
      code: 'conflict',
      extra: { status: 'skipped', reason: 'run_ended' },
    })
  })

  it('stays, with its run, where the flow is paused; both go on when it is resumed', async () => {
    await pauseFlow({ ctx: as('owner'), input: { id: flowId } })
    await sendMessage({ ctx: as('owner'), input: await input() })
    await shop.passTime(later(90))
    await prepare(later(90))
    expect(await shop.tally()).toEqual({ runs: { held: 1 }, messages: { 'pending:paused': 1 } })
    await resumeFlow({ ctx: as('owner', later(120)), input: { id: flowId, backlog: 'send' } })
    await shop.passTime(later(120))
    await prepare(later(200))
    expect(await shop.tally()).toEqual({ runs: { 'exited:done': 1 }, messages: { unconnected: 1 } })
  })

  it('is decided once, whoever comes first', async () => {
    const given = await input()
    const tries = await Promise.allSettled([
      ...Array.from({ length: 5 }, () => sendMessage({ ctx: as('owner'), input: given })),
      ...Array.from({ length: 5 }, () => sendMany({ ctx: as('owner'), input: { ids: [given.id] } })),
    ])
    const decided = tries.filter(
      (one) => one.status === 'fulfilled' && !('count' in one.value && one.value.count === 0),
    )
    expect(decided).toHaveLength(1)
    await shop.passTime(later(60))
    expect((await shop.tally()).runs).toEqual({ 'exited:done': 1 })
    const [line] = await database.sql`
      select count(*)::int as n from run_steps where workspace_id = ${shop.workspaceId} and node = 'm' and kind = 'resumed'`
    expect(line?.n).toBe(1)
  })
})

describe('what is held back while the flow is paused', () => {
  beforeEach(async () => {
    for (const who of ['c-1', 'c-2', 'c-3', 'c-4']) await happen('Added to Cart', NOON, who)
    await sendMany({ ctx: as('owner'), input: { flow: flowId, status: 'review' } })
    await pauseFlow({ ctx: as('owner'), input: { id: flowId } })
    await prepare(later(90))
    expect((await shop.tally()).messages).toEqual({ 'pending:paused': 4 })
  })
  const resume = (backlog: 'send' | 'skip' | 'spread') =>
    resumeFlow({ ctx: as('owner', later(120)), input: { id: flowId, backlog, hours: 4 } })

  it('goes out at once', async () => {
    await resume('send')
    await prepare(later(120))
    expect((await shop.tally()).messages).toEqual({ unconnected: 4 })
  })

  it('is skipped', async () => {
    await resume('skip')
    await prepare(later(1_000))
    expect((await shop.tally()).messages).toEqual({ 'skipped:paused': 4 })
  })

  it('is spread over some hours', async () => {
    await resume('spread')
    const rows = await database.sql<{ at: Date }[]>`
      select due_at as at from messages where workspace_id = ${shop.workspaceId} order by due_at`
    expect(rows.map(({ at }) => (at.getTime() - later(120).getTime()) / 3_600_000)).toEqual([0, 1, 2, 3])
  })
})

describe('many at once', () => {
  beforeEach(async () => {
    for (const who of ['c-1', 'c-2', 'c-3']) await happen('Added to Cart', NOON, who)
  })

  it('by their ids; another shop’s and those that went out are left alone', async () => {
    const [first, second] = await messages()
    await database.sql`update messages set status = 'sent' where id = ${second!.id}`
    const ids = [first!.id, second!.id, v7()]
    const stranger = { ...as('owner'), workspaceId: v7() }
    expect(await sendMany({ ctx: stranger, input: { ids } })).toEqual({ count: 0 })
    expect(await sendMany({ ctx: as('marketer'), input: { ids } })).toEqual({ count: 1 })
    expect((await shop.tally()).messages).toEqual({ pending: 1, sent: 1, review: 1 })
  })

  it('all that wait at a step, or in a flow', async () => {
    const all = { flow: flowId, status: 'review' as const }
    expect(await sendMany({ ctx: as('owner'), input: { ...all, node: 'other' } })).toEqual({ count: 0 })
    expect(await discardMany({ ctx: as('owner'), input: all })).toEqual({ count: 3 })
    await shop.passTime(later(60))
    expect(await shop.tally()).toEqual({ runs: { 'exited:done': 3 }, messages: { discarded: 3 } })
  })

  it('all that match a filter and were there when somebody counted them', async () => {
    const counted = (input: CountWaiting) => countWaiting({ ctx: as('analyst', later(60)), input })
    expect(await counted({})).toMatchObject({ review: 3, at: later(60).toISOString() })
    expect(await counted({ channel: 'sms' })).toMatchObject({ review: 0 })
    expect(await counted({ flow: v7() })).toMatchObject({ review: 0 })
    expect(await counted({ flow: flowId, channel: 'email' })).toMatchObject({ review: 3 })
    await happen('Added to Cart', later(90), 'c-4')
    const given = { status: 'review' as const, until: later(60).toISOString() }
    const stranger = { ...as('owner'), workspaceId: v7() }
    expect(await sendMany({ ctx: stranger, input: given })).toEqual({ count: 0 })
    expect(await sendMany({ ctx: as('owner'), input: { ...given, channel: 'sms' } })).toEqual({ count: 0 })
    expect(await sendMany({ ctx: as('owner'), input: given })).toEqual({ count: 3 })
    expect((await shop.tally()).messages).toEqual({ pending: 3, review: 1 })
  })

  it('are for those who may send messages', async () => {
    const given = { flow: flowId, status: 'review' as const }
    await expect(sendMany({ ctx: as('analyst'), input: given })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(discardMany({ ctx: as('analyst'), input: given })).rejects.toMatchObject({
      code: 'forbidden',
    })
    for (const role of ROLES.filter((one) => one !== 'analyst')) {
      expect(await sendMany({ ctx: as(role), input: { ...given, node: 'other' } })).toEqual({ count: 0 })
    }
  })

  it.each([
    [{}],
    [{ ids: [] }],
    [{ flow: v7() }],
    [{ status: 'pending' }],
    [{ status: 'review', until: 'now' }],
  ])('%j says too little', (body) => {
    expect(ManyMessages.safeParse(body).success).toBe(false)
  })
})

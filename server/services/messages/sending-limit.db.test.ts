import type { Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, type Sql } from '#db/client.ts'
import { ALL_PARTS } from '#db/part.ts'
import { forgetTokens, type TokensWanted, takeTokens } from '#db/queries/sending-buckets.ts'
import { testDatabase } from '#db/testing/database.ts'
import { deliverBatch } from './deliver.ts'
import { closeSenders } from './senders.ts'
import { burstOf, sendingLimit } from './sending-limit.ts'
import {
  emailNode,
  NOW,
  seedConnection,
  seedMessage,
  seedShop,
  smtpConnection,
  testRuntime,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const later = (ms: number) => new Date(NOW.getTime() + ms)
const pools: Sql[] = []
let received = 0
let server: SMTPServer
let port = 0

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      received += 1
      stream.resume().on('end', () => done())
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = ((server.server as Server).address() as { port: number }).port
  // what another process has: a pool of its own
  pools.push(openPool(database.url, { max: 4 }), openPool(database.url, { max: 4 }))
})
afterAll(async () => {
  closeSenders()
  server.close()
  await Promise.all(pools.map((pool) => pool.end()))
})

type Priority = 'high' | 'normal' | 'low'
interface Waiting {
  priority: Priority
  dueAt: number
}
const SLOT = { high: 'slotHigh', normal: 'slotNormal', low: 'slotLow' } as const

/** Processes that take what is due every 20 ms, as the sender does; returns when each message of a priority went. */
async function drive(perSecond: number, messages: Waiting[], untilMs = 60_000) {
  const connectionId = v7()
  const went: Record<Priority, number[]> = { high: [], normal: [], low: [] }
  const waiting = [...messages]
  let tries = 0
  for (let ms = 0; ms <= untilMs && waiting.length > 0; ms += 20) {
    const due = waiting.filter(({ dueAt }) => dueAt <= ms)
    const shares = pools.map((_, process) => due.filter((_, n) => n % pools.length === process))
    await Promise.all(
      shares.map(async (share, process) => {
        if (share.length === 0) return
        tries += share.length
        const of = (priority: Priority) => share.filter((one) => one.priority === priority)
        const wanted: TokensWanted = {
          connectionId,
          perSecond,
          burst: burstOf(perSecond),
          high: of('high').length,
          normal: of('normal').length,
          low: of('low').length,
        }
        const [taken] = await takeTokens(pools[process]!, [wanted], later(ms))
        for (const priority of ['high', 'normal', 'low'] as const) {
          for (const [place, one] of of(priority).entries()) {
            if (place < taken![priority]) {
              went[priority].push(ms)
              waiting.splice(waiting.indexOf(one), 1)
            } else {
              const slot = taken![SLOT[priority]].getTime() - NOW.getTime()
              one.dueAt = slot + ((place - taken![priority]) * 1_000) / perSecond
            }
          }
        }
      }),
    )
  }
  return { went, tries, left: waiting.length }
}

const many = (count: number, priority: Priority, dueAt = 0): Waiting[] =>
  Array.from({ length: count }, () => ({ priority, dueAt }))

/** The most that went within any second. */
const mostInASecond = (instants: number[]) =>
  Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + 1_000).length))

describe('a limit that processes share', () => {
  test('300 messages at 50 a second take two processes six seconds, and no second sees more', async () => {
    const { went, left, tries } = await drive(50, many(300, 'normal'))
    expect(left).toBe(0)
    expect(went.normal).toHaveLength(300)
    expect(Math.max(...went.normal)).toBeGreaterThan(5_600)
    expect(Math.max(...went.normal)).toBeLessThan(6_300)
    expect(mostInASecond(went.normal)).toBeLessThanOrEqual(50 + burstOf(50))
    // whoever came too soon is told when to come back: nearly everybody is asked about twice, not every time
    expect(tries).toBeLessThan(700)
  })

  test('less than one a second', async () => {
    const { went } = await drive(0.5, many(5, 'normal'))
    expect(went.normal).toEqual([0, 2_020, 4_020, 6_020, 8_020].map((ms) => expect.closeTo(ms, -2)))
  })

  test('important messages go at once though a campaign of thousands is under way', async () => {
    const flow = Array.from({ length: 20 }, (_, n) => ({ priority: 'high' as const, dueAt: 1_000 + n * 200 }))
    const due = flow.map(({ dueAt }) => dueAt)
    const { went } = await drive(50, [...many(400, 'low'), ...flow], 7_000)
    expect(went.high).toHaveLength(20)
    for (const [n, at] of went.high.entries()) expect(at - due[n]!).toBeLessThanOrEqual(20)
    expect(went.low.length).toBeGreaterThan(300)
    expect(mostInASecond([...went.high, ...went.low])).toBeLessThanOrEqual(50 + burstOf(50))
  })

  test('a changed limit begins anew', async () => {
    const one = { connectionId: v7(), perSecond: 0.1, burst: 1, high: 0, normal: 3, low: 0 }
    expect((await takeTokens(database.sql, [one], NOW))[0]!.normal).toBe(1)
    expect((await takeTokens(database.sql, [one], later(5_000)))[0]!.normal).toBe(0)
    await forgetTokens(database.sql, one.connectionId)
    expect((await takeTokens(database.sql, [{ ...one, perSecond: 4 }], later(5_000)))[0]!.normal).toBe(1)
  })
})

describe('sending within a limit', () => {
  async function shopOf(count: number, messagesPerSecond: number | null) {
    const shop = await seedShop(database.sql, [emailNode()])
    const connection = smtpConnection(port)
    await seedConnection(runtime, shop, {
      ...connection,
      settings: { ...connection.settings, messagesPerSecond },
    })
    for (let n = 0; n < count; n++) await seedMessage(database.sql, shop)
    return shop
  }
  const deliver = (now: Date) =>
    Promise.all(
      ALL_PARTS.flatMap((part) =>
        [0, 1].map(() => deliverBatch({ runtime, parts: [part], now, limit: 100 })),
      ),
    )
  const rows = (flowId: string, status: string) =>
    database.sql<{ dueAt: Date; attempts: number; reason: string }[]>`
      select due_at as "dueAt", attempts, reason from messages where flow_id = ${flowId} and status = ${status} order by due_at`

  test('what gets no token stays pending, untried, until its own moment; another shop’s messages go at once', async () => {
    const shop = await shopOf(40, 4)
    const free = await shopOf(20, null)
    received = 0
    await deliver(NOW)
    expect(await rows(free.flowId, 'sent')).toHaveLength(20)
    const sent = (await rows(shop.flowId, 'sent')).length
    // the turn itself takes a moment, in which tokens come back
    expect(sent).toBeGreaterThanOrEqual(1)
    expect(sent).toBeLessThanOrEqual(12)
    expect(received).toBe(20 + sent)
    const waiting = await rows(shop.flowId, 'pending')
    expect(waiting).toHaveLength(40 - sent)
    for (const { attempts, reason } of waiting)
      expect({ attempts, reason }).toEqual({ attempts: 0, reason: 'rate_limited' })
    const dues = waiting.map(({ dueAt }) => dueAt.getTime() - NOW.getTime())
    expect(dues.at(-1)).toBeGreaterThan((40 - sent) * 250 - 1_000)
    expect(mostInASecond(dues)).toBeLessThanOrEqual(5)
  })

  test('all of them come through, each once', async () => {
    await database.sql`update messages set status = 'discarded' where status = 'pending'`
    const shop = await shopOf(30, 10)
    received = 0
    for (let ms = 0; ms <= 5_000; ms += 100) await deliver(later(ms))
    expect(await rows(shop.flowId, 'sent')).toHaveLength(30)
    expect(received).toBe(30)
  })

  test('Twilio has its usual limit unless another is set; servers that speak its language have none', () => {
    expect(sendingLimit({ provider: 'twilio', settings: {} })).toBe(10)
    expect(sendingLimit({ provider: 'twilio', settings: { messagesPerSecond: null } })).toBeNull()
    expect(sendingLimit({ provider: 'twilio', settings: { baseUrl: 'https://sms.example' } })).toBeNull()
    expect(sendingLimit({ provider: 'smtp', settings: {} })).toBeNull()
    expect(sendingLimit({ provider: 'smtp', settings: { messagesPerSecond: 2.5 } })).toBe(2.5)
  })
})

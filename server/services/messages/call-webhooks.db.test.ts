import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import { callWebhooks } from './call-webhooks.ts'
import { NOW, seedRun, seedShop, testRuntime } from './testing/seed.ts'
import { webhookSecret } from './webhook-signature.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

interface Received {
  headers: Record<string, string | string[] | undefined>
  body: string
}

async function receiver(
  answers: (received: number) => { status: number; body?: string; headers?: Record<string, string> },
) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    const { status, body, headers } = answers(received.length)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { received, url: `http://127.0.0.1:${(server.address() as { port: number }).port}` }
}

async function due(config: Extract<FlowNode, { kind: 'webhook' }>['config'], runStatus = 'waiting') {
  const shop = await seedShop(database.sql, [{ id: 'hook', kind: 'webhook', config }])
  const run = await seedRun(database.sql, shop, { runStatus })
  await database.sql`
    insert into webhook_calls (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, status, due_at, created_at)
    values (${run.part}, ${run.runId}, 'hook', 1, ${shop.workspaceId}, ${run.profileId}, ${shop.flowId}, ${shop.versionId},
      'pending', ${NOW}, ${NOW})`
  return { ...run, shop }
}

const later = (ms: number) => new Date(NOW.getTime() + ms)
async function call(now = NOW, by = runtime) {
  let taken = 0
  for (const part of ALL_PARTS) taken += await callWebhooks({ runtime: by, part, now, limit: 50 })
  return taken
}
const callRow = async ({ runId }: { runId: string }) =>
  (
    await database.sql`select status, attempts, http_status, error, due_at from webhook_calls where run_id = ${runId}`
  )[0]
const runRow = async ({ runId }: { runId: string }) =>
  (await database.sql`select pending, wake_at from runs where id = ${runId}`)[0]

describe('a call that is answered', () => {
  test('carries the person’s values, is signed, and wakes the run with the JSON answer', async () => {
    const { received, url } = await receiver(() => ({ status: 200, body: '{"coupon":"X1"}' }))
    const run = await due({
      url: `${url}/{{ profile.first_name }}`,
      headers: { 'X-Shop': '{{ workspace.name }}', Host: 'evil.test', 'bad name': 'x' },
      body: '{"cart": {{ event.cart_url | json }}, "value": "{{ event.value }}"}',
    })
    expect(await call()).toBe(1)
    expect(await call()).toBe(0)
    const [got] = received
    expect(got?.body).toBe('{"cart": "https://shop.test/cart?id=1&x=2", "value": "499.80"}')
    expect(got?.headers.host).toMatch(/^127\.0\.0\.1/)
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got?.headers['x-akis-signature'])) ?? []
    const secret = webhookSecret(runtime.secrets, run.shop.workspaceId)
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${got?.body}`).digest('hex'))
    expect(got?.headers['x-akis-delivery']).toBe(`${run.runId}:hook:1`)
    expect(await callRow(run)).toMatchObject({ status: 'succeeded', attempts: 1, http_status: 200 })
    expect(await runRow(run)).toEqual({
      pending: [{ kind: 'answer', node: 'hook', visit: 1, ok: true, answer: { coupon: 'X1' } }],
      wake_at: NOW,
    })
  })

  test('without a body of its own it says who, where and what', async () => {
    const { received, url } = await receiver(() => ({ status: 204 }))
    const run = await due({ url })
    await call()
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      flow: { name: 'Sepet' },
      node: 'hook',
      run: { id: run.runId, key: 'k-1' },
      profile: { first_name: 'Ayşe' },
      event: { value: '499.80' },
    })
    expect((await runRow(run))?.pending).toMatchObject([{ ok: true, answer: null }])
  })
})

describe('a call that fails', () => {
  test('is tried again with growing waits, then takes the failed branch', async () => {
    const { received, url } = await receiver(() => ({ status: 500, body: '{"no":"way"}' }))
    const run = await due({ url })
    let now = NOW
    const waits: number[] = []
    for (let n = 0; n < 10; n++) {
      await call(now)
      const row = await callRow(run)
      if (row?.status !== 'pending') break
      waits.push((row.due_at.getTime() - now.getTime()) / 1_000)
      now = row.due_at
    }
    expect(waits).toHaveLength(4)
    for (const [index, most] of [5, 25, 125, 625].entries()) {
      expect(waits[index]).toBeLessThanOrEqual(most)
      expect(waits[index]).toBeGreaterThan(most * 0.74)
    }
    expect(received).toHaveLength(5)
    expect(await callRow(run)).toMatchObject({ status: 'failed', attempts: 5, http_status: 500 })
    expect((await runRow(run))?.pending).toEqual([
      { kind: 'answer', node: 'hook', visit: 1, ok: false, answer: { no: 'way' } },
    ])
  })

  test.each([
    ['120', 120],
    ['86400', 3_600],
    ['1', 5],
  ])('a receiver that asks for %s seconds is left alone for %s at most', async (asked, most) => {
    const { url } = await receiver(() => ({ status: 429, headers: { 'retry-after': asked } }))
    const run = await due({ url })
    await call()
    const waited = ((await callRow(run))?.due_at.getTime() - NOW.getTime()) / 1_000
    expect(waited).toBeLessThanOrEqual(most)
    expect(waited).toBeGreaterThan(most * 0.74)
  })

  test('succeeds when the other side recovers', async () => {
    const { url } = await receiver((n) => (n < 2 ? { status: 404 } : { status: 200, body: 'not json' }))
    const run = await due({ url })
    await call()
    await call(later(5_000))
    expect((await runRow(run))?.pending).toMatchObject([{ ok: true, answer: null }])
  })

  test.each([
    ['a template that can not be rendered', '{{ 1 | nope }}'],
    ['no address', 'nonsense'],
    ['a scheme that is not the web', 'file:///etc/passwd'],
  ])('%s fails at once', async (_, url) => {
    const run = await due({ url })
    await call()
    expect(await callRow(run)).toMatchObject({ status: 'failed', attempts: 1 })
    expect((await runRow(run))?.pending).toMatchObject([{ ok: false }])
  })

  test('a private address is refused where the installation does not allow it', async () => {
    const { received, url } = await receiver(() => ({ status: 200 }))
    const run = await due({ url: url.replace('127.0.0.1', 'localhost') })
    await call(NOW, testRuntime(database, { AKIS_ALLOW_PRIVATE_NETWORK: '0' }))
    expect(await callRow(run)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('private network'),
    })
    expect(received).toHaveLength(0)
  })
})

test('a paused run waits, an ended one is left alone', async () => {
  const { received, url } = await receiver(() => ({ status: 200 }))
  const held = await due({ url }, 'held')
  const ended = await due({ url }, 'exited')
  await call()
  expect(received).toHaveLength(0)
  expect(await callRow(held)).toMatchObject({ status: 'pending', attempts: 0, due_at: later(60_000) })
  expect(await callRow(ended)).toMatchObject({ status: 'failed' })
  expect((await runRow(ended))?.pending).toBeNull()
})

test('a caller that was killed: the call is made again when its lease is over', async () => {
  const { received, url } = await receiver(() => ({ status: 200 }))
  const run = await due({ url })
  await database.sql`update webhook_calls set status = 'sending', attempts = 1, due_at = ${later(30_000)} where run_id = ${run.runId}`
  await call(later(10_000))
  expect(received).toHaveLength(0)
  await call(later(30_000))
  expect(received).toHaveLength(1)
  expect(await callRow(run)).toMatchObject({ status: 'succeeded', attempts: 2 })
})

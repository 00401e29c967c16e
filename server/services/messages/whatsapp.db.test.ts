import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ALL_PARTS } from '#db/part.ts'
import { testDatabase } from '#db/testing/database.ts'
import { startWhatsapp, type WhatsappGraph, whatsappConnection } from '../../testing/whatsapp.ts'
import { CreateConnection } from '../connections/connection-input.ts'
import { createConnection } from '../connections/create-connection.ts'
import { listConnections } from '../connections/list-connections.ts'
import { listConnectionTemplates } from '../connections/list-templates.ts'
import { updateConnection } from '../connections/update-connection.ts'
import type { Ctx, Role } from '../context.ts'
import { askProvider } from './ask-provider.ts'
import { deliverBatch } from './deliver.ts'
import { SENDING_MS } from './hand-over.ts'
import { PreviewMessage } from './preview-input.ts'
import { previewMessage } from './preview-message.ts'
import { closeSenders } from './senders.ts'
import { testMessage } from './test-message.ts'
import {
  messageRow,
  NOW,
  type Shop,
  seedConnection,
  seedMessage,
  seedShop,
  testRuntime,
  whatsappNode,
} from './testing/seed.ts'

const database = testDatabase()
const runtime = testRuntime(database)
let graph: WhatsappGraph
beforeAll(async () => {
  graph = await startWhatsapp()
})
beforeEach(() => {
  graph.sent.length = 0
  graph.next.length = 0
})
afterAll(async () => {
  closeSenders()
  await graph.stop()
})

const later = (ms: number) => new Date(NOW.getTime() + ms)
async function deliver(now = NOW): Promise<void> {
  for (const part of ALL_PARTS) await deliverBatch({ runtime, parts: [part], now, limit: 100 })
}
async function connected(nodes = [whatsappNode()], rules = {}): Promise<Shop> {
  const shop = await seedShop(database.sql, nodes, 'implied', rules)
  await seedConnection(runtime, shop, whatsappConnection(graph))
  return shop
}
const ctxOf = (workspaceId: string, role: Role = 'owner'): Ctx => ({
  sql: database.sql,
  workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now: NOW,
})

describe('a WhatsApp message', () => {
  test('goes out by its template, filled in for its person, and is kept as they read it', async () => {
    const shop = await connected()
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp' })
    await deliver()
    await deliver()
    expect(graph.sent).toHaveLength(1)
    expect(graph.sent[0]?.body).toMatchObject({
      to: '+905321112233',
      template: {
        name: 'sepet_hatirlatma',
        language: { code: 'tr' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ayşe' }] }],
      },
    })
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'sent',
      provider: 'whatsapp_cloud',
      provider_message_id: graph.sent[0]?.id,
      to_address: '+905321112233',
      text: 'Merhaba Ayşe, sepetiniz duruyor.',
      subject: null,
    })
  })

  test.each([
    ['a number that is none', { profile: { phone: '0532' } }, 'skipped', 'invalid_address'],
    ['no number', { profile: { phone: null } }, 'skipped', 'no_phone'],
    ['a variable that is empty', { profile: { firstName: ' ' } }, 'failed', 'render_failed'],
  ])('%s: %j', async (_, options, status, reason) => {
    const message = await seedMessage(database.sql, await connected(), { node: 'whatsapp', ...options })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status, reason })
    expect(graph.sent).toEqual([])
  })

  test('does not wait for the end of quiet hours, and heeds smart sending and caps of its own', async () => {
    const quiet = { quietHours: { from: '00:00', to: '23:59' } }
    const shop = await connected([whatsappNode()], quiet)
    const first = await seedMessage(database.sql, shop, { node: 'whatsapp' })
    await deliver()
    const second = await seedMessage(database.sql, shop, { node: 'whatsapp', person: first })
    await deliver(later(60_000))
    expect(await messageRow(database.sql, first)).toMatchObject({ status: 'sent' })
    expect(await messageRow(database.sql, second)).toMatchObject({
      status: 'skipped',
      reason: 'smart_sending',
    })
  })

  test('comes again after a limit, and not after a refusal', async () => {
    const shop = await connected()
    const limited = await seedMessage(database.sql, shop, { node: 'whatsapp' })
    graph.next.push({ status: 400, body: { error: { message: 'Rate limit hit', code: 130429 } } })
    await deliver()
    expect(await messageRow(database.sql, limited)).toMatchObject({ status: 'pending', reason: 'retrying' })
    await deliver(later(3_600_000))
    expect(await messageRow(database.sql, limited)).toMatchObject({ status: 'sent', attempts: 2 })
    const refused = await seedMessage(database.sql, shop, { node: 'whatsapp' })
    graph.next.push({ status: 404, body: { error: { message: 'Template does not exist', code: 132001 } } })
    await deliver()
    expect(await messageRow(database.sql, refused)).toMatchObject({
      status: 'failed',
      reason: 'template_refused',
      detail: { message: 'Template does not exist', code: 132001 },
    })
  })

  test('whose answer was lost is uncertain, and stays so until its report or a person says more', async () => {
    const message = await seedMessage(database.sql, await connected(), { node: 'whatsapp' })
    graph.next.push({ status: 0 })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'uncertain',
      reason: 'no_answer',
    })
    for (const part of ALL_PARTS) await askProvider({ runtime, part, now: later(SENDING_MS * 10), limit: 10 })
    await deliver(later(86_400_000))
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'uncertain', asks: -1 })
    expect(graph.sent).toEqual([])
  })

  test('waits, rendered, where nothing is connected', async () => {
    const shop = await seedShop(database.sql, [whatsappNode()])
    const message = await seedMessage(database.sql, shop, { node: 'whatsapp' })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'unconnected',
      text: 'Merhaba Ayşe, sepetiniz duruyor.',
    })
  })
})

describe('the connection', () => {
  const input = (settings: object = {}, testTo?: string) =>
    CreateConnection.parse({
      channel: 'whatsapp',
      provider: 'whatsapp_cloud',
      settings: { ...whatsappConnection(graph).settings, ...whatsappConnection(graph).secrets, ...settings },
      ...(testTo ? { testTo } : {}),
    })

  test('proves to work, keeps its secrets sealed and says what Meta is to be given', async () => {
    const shop = await seedShop(database.sql, [])
    const ctx = ctxOf(shop.workspaceId)
    const made = await createConnection({ ctx, runtime, input: input({}, '+905321112233') })
    expect(graph.sent[0]?.body.template).toEqual({ name: 'hello_world', language: { code: 'en_US' } })
    expect(made).toMatchObject({
      status: 'connected',
      secrets: ['accessToken', 'appSecret'],
      inboundUrl: `https://akis.test/t/whatsapp/${made.id}`,
      verifyToken: expect.stringMatching(/^[\w-]{43}$/),
    })
    const [row] = await database.sql`select settings::text, secrets from connections where id = ${made.id}`
    for (const secret of [graph.accessToken, graph.appSecret, made.verifyToken!]) {
      expect(`${row?.settings} ${row?.secrets}`).not.toContain(secret)
    }
    const changed = await updateConnection({
      ctx,
      runtime,
      input: { id: made.id, settings: { version: 'v24.0' } },
    })
    expect(changed).toMatchObject({ secrets: ['accessToken', 'appSecret'], verifyToken: made.verifyToken })
    expect(JSON.stringify(await listConnections({ ctx, runtime }))).not.toContain(graph.accessToken)
  })

  test('with a wrong token is not kept; bad fields are named', async () => {
    const shop = await seedShop(database.sql, [])
    const ctx = ctxOf(shop.workspaceId)
    await expect(
      createConnection({ ctx, runtime, input: input({ accessToken: 'x' }) }),
    ).rejects.toMatchObject({
      errors: [{ pointer: '/settings', message: 'Invalid OAuth access token.' }],
    })
    expect(await listConnections({ ctx, runtime })).toEqual([])
    for (const settings of [
      { phoneNumberId: '+90' },
      { businessAccountId: '' },
      { appSecret: '' },
      { version: '1' },
    ])
      expect(() => input(settings)).toThrow()
    const marketer = ctxOf(shop.workspaceId, 'marketer')
    await expect(createConnection({ ctx: marketer, runtime, input: input() })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('lists its templates for those who write flows, and for its own shop alone', async () => {
    const shop = await seedShop(database.sql, [])
    const id = await seedConnection(runtime, shop, whatsappConnection(graph))
    const args = { runtime, input: { id } }
    const templates = await listConnectionTemplates({ ctx: ctxOf(shop.workspaceId, 'marketer'), ...args })
    expect(templates.map(({ name }) => name)).toContain('sepet_hatirlatma')
    await expect(listConnectionTemplates({ ctx: ctxOf(v7()), ...args })).rejects.toMatchObject({
      code: 'not_found',
    })
    graph.next.push({ status: 400, body: { error: { message: 'No right', code: 200 } } })
    await expect(listConnectionTemplates({ ctx: ctxOf(shop.workspaceId), ...args })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ code: 'provider_refused', message: 'No right' }],
    })
  })

  test('a draft is shown and tested as it would go out', async () => {
    const shop = await connected()
    const graphOf = { format: 'akis.flow/1', name: 'Sepet', nodes: [whatsappNode()] }
    const wanted = PreviewMessage.parse({ graph: graphOf, node: 'whatsapp' })
    const ctx = ctxOf(shop.workspaceId)
    expect(await previewMessage({ ctx, input: wanted })).toMatchObject({
      channel: 'whatsapp',
      text: 'Merhaba Ayşe, sepetiniz duruyor.',
      warnings: [],
    })
    await testMessage({ ctx, runtime, input: { ...wanted, to: '+905330000000' } })
    expect(graph.sent[0]?.body).toMatchObject({ to: '+905330000000' })
    expect(graph.sent[0]?.body).not.toHaveProperty('biz_opaque_callback_data')
    await expect(testMessage({ ctx, runtime, input: { ...wanted, to: 'x' } })).rejects.toMatchObject({
      errors: [{ pointer: '/to' }],
    })
  })
})

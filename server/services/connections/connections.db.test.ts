import type { Server } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { Ctx, Role } from '../context.ts'
import { discardMessage } from '../messages/discard-message.ts'
import { getMessage } from '../messages/get-message.ts'
import { ListMessages, listMessages } from '../messages/list-messages.ts'
import { PreviewMessage } from '../messages/preview-input.ts'
import { previewMessage } from '../messages/preview-message.ts'
import { sendMessage } from '../messages/send-message.ts'
import { sendWaiting } from '../messages/send-waiting.ts'
import { closeSenders, parseFrom } from '../messages/senders.ts'
import { testMessage } from '../messages/test-message.ts'
import {
  emailNode,
  messageRow,
  NOW,
  type Shop,
  seedMessage,
  seedShop,
  smsNode,
  testRuntime,
} from '../messages/testing/seed.ts'
import { CreateConnection } from './connection-input.ts'
import { createConnection } from './create-connection.ts'
import { disableConnection } from './disable-connection.ts'
import { listConnections } from './list-connections.ts'
import { testConnection } from './test-connection.ts'
import { updateConnection } from './update-connection.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const mails: ParsedMail[] = []
let server: SMTPServer
let port = 0
let shop: Shop

beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'shop' && password === 'right'
        ? done(null, { user: 'shop' })
        : done(new Error('wrong password')),
    onData: async (stream, _, done) => {
      mails.push(await simpleParser(stream))
      done()
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = ((server.server as Server).address() as { port: number }).port
  shop = await seedShop(database.sql, [emailNode(), smsNode()])
})
afterAll(() => {
  closeSenders()
  server.close()
})

const ctxOf = (workspaceId: string, role: Role = 'owner'): Ctx => ({
  sql: database.sql,
  workspaceId,
  actor: { kind: 'user', userId: v7(), name: 'Ayşe', role },
  now: NOW,
})
const smtp = (settings: Record<string, unknown> = {}, testTo?: string) =>
  CreateConnection.parse({
    channel: 'email',
    provider: 'smtp',
    settings: {
      host: '127.0.0.1',
      port,
      secure: false,
      user: 'shop',
      password: 'right',
      from: 'Dükkân <shop@shop.test>',
      ...settings,
    },
    ...(testTo ? { testTo } : {}),
  })

describe('connecting', () => {
  test('a test gets through first; the password is sealed and never shown', async () => {
    const ctx = ctxOf(shop.workspaceId)
    const made = await createConnection({ ctx, runtime, input: smtp({}, 'owner@example.com') })
    expect(mails.at(-1)).toMatchObject({ subject: 'Akis e-posta gönderebiliyor' })
    expect(made).toMatchObject({
      status: 'connected',
      secrets: ['password'],
      settings: { host: '127.0.0.1', user: 'shop' },
    })
    expect(JSON.stringify(await listConnections({ ctx, runtime }))).not.toContain('right')
    const [row] = await database.sql`select settings::text, secrets from connections where id = ${made.id}`
    expect(`${row?.settings} ${row?.secrets}`).not.toContain('right')
  })

  test('what does not work is not kept', async () => {
    const other = await seedShop(database.sql, [])
    const ctx = ctxOf(other.workspaceId)
    for (const settings of [{ password: 'wrong' }, { port: 1 }]) {
      await expect(createConnection({ ctx, runtime, input: smtp(settings) })).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ pointer: '/settings', code: 'provider_refused' }],
      })
    }
    await expect(createConnection({ ctx, runtime, input: smtp({}, 'no address') })).rejects.toMatchObject({
      errors: [{ pointer: '/testTo' }],
    })
    expect(await listConnections({ ctx, runtime })).toEqual([])
  })

  test('a second one takes the first one’s place; changing keeps the password; disconnecting forgets it', async () => {
    const ctx = ctxOf((await seedShop(database.sql, [])).workspaceId)
    await createConnection({ ctx, runtime, input: smtp() })
    const second = await createConnection({ ctx, runtime, input: smtp({ from: 'two@shop.test' }) })
    expect((await listConnections({ ctx, runtime })).map(({ id }) => id)).toEqual([second.id])
    const changed = await updateConnection({
      ctx,
      runtime,
      input: { id: second.id, settings: { from: 'three@shop.test' } },
    })
    expect(changed).toMatchObject({ settings: { from: 'three@shop.test' }, secrets: ['password'] })
    expect(changed.messagesPerSecond).toBeNull()
    const limited = { id: second.id, settings: { messagesPerSecond: '2.5' } }
    expect(await updateConnection({ ctx, runtime, input: limited })).toMatchObject({ messagesPerSecond: 2.5 })
    const wrong = { id: second.id, settings: { messagesPerSecond: 0 } }
    await expect(updateConnection({ ctx, runtime, input: wrong })).rejects.toMatchObject({
      errors: [{ pointer: '/settings/messagesPerSecond' }],
    })
    const freed = { id: second.id, settings: { messagesPerSecond: '' } }
    expect(await updateConnection({ ctx, runtime, input: freed })).toMatchObject({ messagesPerSecond: null })
    await testConnection({ ctx, runtime, input: { id: second.id, to: 'owner@example.com' } })
    expect(mails.at(-1)?.from?.value[0]?.address).toBe('three@shop.test')
    await disableConnection({ ctx, input: { id: second.id } })
    expect(await listConnections({ ctx, runtime })).toEqual([])
    const [row] = await database.sql`select secrets from connections where id = ${second.id}`
    expect(row?.secrets).toBe('')
  })

  test('another workspace’s connection does not exist, and a marketer may not connect', async () => {
    const [mine] = await listConnections({ ctx: ctxOf(shop.workspaceId), runtime })
    const stranger = ctxOf((await seedShop(database.sql, [])).workspaceId)
    const input = { id: mine!.id }
    await expect(testConnection({ ctx: stranger, runtime, input })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(disableConnection({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not_found' })
    const marketer = ctxOf(shop.workspaceId, 'marketer')
    await expect(createConnection({ ctx: marketer, runtime, input: smtp() })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test.each([
    [{ from: 'nobody' }],
    [{ port: 70_000 }],
    [{ port: 'x' }],
    [{ host: '' }],
    [{ host: 'a b' }],
    [{ from: 'x <a@b.co>\r\nBcc: c@d.co' }],
  ])('%j is refused', (settings) => {
    expect(() => smtp(settings)).toThrow()
  })

  test.each([
    ['Dükkân <a@b.co>', { name: 'Dükkân', address: 'a@b.co' }],
    ['"Kumru, Giyim" <a@b.co>', { name: 'Kumru, Giyim', address: 'a@b.co' }],
    [' a@b.co ', { name: '', address: 'a@b.co' }],
  ])('%s is read', (text, expected) => {
    expect(parseFrom(text)).toEqual(expected)
  })
})

describe('the outbox', () => {
  const list = (ctx: Ctx, query: Record<string, string>) =>
    listMessages({ ctx, input: ListMessages.parse(query) })

  test('lists by pages and filters, each workspace its own', async () => {
    const own = await seedShop(database.sql, [emailNode(), smsNode()])
    const ctx = ctxOf(own.workspaceId)
    for (let n = 0; n < 5; n++)
      await seedMessage(database.sql, own, {
        node: n < 3 ? 'mail' : 'sms',
        status: n === 0 ? 'review' : 'sent',
      })
    const first = await list(ctx, { limit: '2' })
    const second = await list(ctx, { limit: '2', after: first.next! })
    const third = await list(ctx, { limit: '2', after: second.next! })
    expect(new Set([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(5)
    expect(third.next).toBeNull()
    expect((await list(ctx, { channel: 'sms' })).items).toHaveLength(2)
    expect((await list(ctx, { status: 'review,failed' })).items).toHaveLength(1)
    expect((await list(ctx, { flow: v7() })).items).toEqual([])
    expect((await list(ctxOf(v7()), {})).items).toEqual([])
    await expect(list(ctx, { after: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('a message that waits for a person is shown as it would go out, and may go or not', async () => {
    const ctx = ctxOf(shop.workspaceId)
    const waiting = await seedMessage(database.sql, shop, { status: 'review' })
    const shown = await getMessage({ ctx, input: { id: waiting.id } })
    expect(shown).toMatchObject({ subject: 'Ayşe, sepetiniz', status: 'review' })
    expect(shown.html).toContain('Tişört')
    await sendMessage({ ctx, input: { id: waiting.id, evenIfSent: false } })
    expect(await messageRow(database.sql, waiting)).toMatchObject({ status: 'pending' })
    await discardMessage({ ctx, input: { id: waiting.id } })
    expect(await messageRow(database.sql, waiting)).toMatchObject({ status: 'discarded' })
    await expect(sendMessage({ ctx, input: { id: waiting.id, evenIfSent: false } })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(getMessage({ ctx: ctxOf(v7()), input: { id: waiting.id } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('an uncertain message only goes when somebody accepts a repeat', async () => {
    const ctx = ctxOf(shop.workspaceId)
    const message = await seedMessage(database.sql, shop, { status: 'uncertain' })
    await expect(sendMessage({ ctx, input: { id: message.id, evenIfSent: false } })).rejects.toMatchObject({
      code: 'conflict',
    })
    await sendMessage({ ctx, input: { id: message.id, evenIfSent: true } })
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'pending' })
    const analyst = ctxOf(shop.workspaceId, 'analyst')
    await expect(discardMessage({ ctx: analyst, input: { id: message.id } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('what waited for a provider goes out if it is younger than a day', async () => {
    const own = await seedShop(database.sql, [emailNode(), smsNode()])
    const [young, old, sms] = [
      await seedMessage(database.sql, own, { status: 'unconnected' }),
      await seedMessage(database.sql, own, { status: 'unconnected' }),
      await seedMessage(database.sql, own, { status: 'unconnected', node: 'sms' }),
    ]
    await database.sql`update messages set created_at = ${new Date(NOW.getTime() - 25 * 3_600_000)} where id = ${old.id}`
    const input = { channel: 'email' as const, youngerThanHours: 24 }
    expect(await sendWaiting({ ctx: ctxOf(own.workspaceId), input })).toEqual({ count: 1 })
    expect(await messageRow(database.sql, young)).toMatchObject({ status: 'pending' })
    expect(await messageRow(database.sql, old)).toMatchObject({ status: 'unconnected' })
    expect(await messageRow(database.sql, sms)).toMatchObject({ status: 'unconnected' })
  })
})

describe('previews and tests', () => {
  const graph = (subject: string) => ({
    format: 'akis.flow/1',
    name: 'Sepet',
    trigger: { kind: 'event', event: 'Added to Cart' },
    nodes: [emailNode({ subject }), smsNode('{{ profile.nickname }} ş'.repeat(20))],
  })

  test('a draft is shown for somebody, with what its author should know', async () => {
    const input = PreviewMessage.parse({
      graph: graph('{{ profile.nickname }} merhaba {{ event.value | money: "TRY" }}'),
      node: 'mail',
    })
    const preview = await previewMessage({ ctx: ctxOf(shop.workspaceId), input })
    expect(preview).toMatchObject({
      channel: 'email',
      subject: 'merhaba ₺589,30',
      from: 'Dükkân <shop@shop.test>',
    })
    expect(preview.html).toContain('Tişört')
    expect(preview.warnings.map(({ code }) => code)).toEqual(['empty_variable', 'sample_event'])
    const sms = await previewMessage({ ctx: ctxOf(shop.workspaceId), input: { ...input, node: 'sms' } })
    expect(sms.warnings.map(({ code }) => code)).toEqual(['empty_variable', 'sample_event', 'no_provider'])
  })

  test('for the event and the person that are named', async () => {
    const input = PreviewMessage.parse({
      graph: graph('{{ profile.first_name }} {{ event.cart_id }}'),
      node: 'mail',
      profile: { first_name: 'Çağrı' },
      event: { properties: { cart_id: 'k-1' } },
    })
    expect(await previewMessage({ ctx: ctxOf(shop.workspaceId), input })).toMatchObject({
      subject: 'Çağrı k-1',
    })
  })

  test.each([
    ['{{ x | nope }}', 'mail', '/graph'],
    ['x', 'nowhere', '/node'],
  ])('%s in %s names the field', async (subject, node, pointer) => {
    const input = PreviewMessage.parse({ graph: graph(subject), node })
    await expect(previewMessage({ ctx: ctxOf(shop.workspaceId), input })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer }],
    })
  })

  test('a test is really sent, to one address, and leaves no message behind', async () => {
    const before = await database.sql`select count(*)::int as count from messages`
    const input = {
      ...PreviewMessage.parse({ graph: graph('Merhaba'), node: 'mail' }),
      to: 'owner@example.com',
    }
    await testMessage({ ctx: ctxOf(shop.workspaceId), runtime, input })
    expect(mails.at(-1)).toMatchObject({ subject: '[Test] Merhaba' })
    expect(await database.sql`select count(*)::int as count from messages`).toEqual(before)
    await expect(
      testMessage({ ctx: ctxOf(shop.workspaceId), runtime, input: { ...input, to: 'x' } }),
    ).rejects.toMatchObject({
      errors: [{ pointer: '/to' }],
    })
  })
})

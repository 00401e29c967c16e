import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PushService, startPushService } from '../testing/push-service.ts'
import { newVapidKeys, WebPushSettings, webPushSender } from './web-push.ts'

const keys = newVapidKeys()
const SUBJECT = 'mailto:hello@shop.example'
let service: PushService
beforeAll(async () => {
  service = await startPushService()
})
beforeEach(() => {
  service.received.length = 0
  service.answers.clear()
})
afterAll(() => service.stop())

const sender = (allowPrivate = true) =>
  webPushSender({ subject: SUBJECT, publicKey: keys.publicKey }, keys.privateKey, { allowPrivate })
const target = (name: string) => {
  const { endpoint, keys: own } = service.browser(name).subscription
  return { id: name, endpoint, ...own }
}
const message = (...names: string[]) => ({
  id: '0197a000-0000-7000-8000-000000000001',
  targets: names.map(target),
  notice: { title: 'Ayşe, sepetiniz', body: 'Sizi bekliyor 🙂', url: 'https://akis.test/t/c/x', tag: 'm1' },
  urgency: 'normal' as const,
})

test('a notification is encrypted for its browser and signed with the shop’s key', async () => {
  const result = await sender().send(message('phone'))
  expect(result).toEqual({
    kind: 'accepted',
    providerMessageId: expect.stringContaining('/message/1'),
    gone: [],
  })
  const [pushed] = service.received
  expect(pushed?.notice).toEqual(message().notice)
  expect(pushed?.publicKey).toBe(keys.publicKey)
  expect(pushed?.claims).toMatchObject({ aud: service.url, sub: SUBJECT })
  expect(pushed!.claims.exp * 1_000).toBeLessThan(Date.now() + 24 * 3_600_000 + 60_000)
  expect(pushed?.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    ttl: '86400',
    urgency: 'normal',
    topic: '0197a000000070008000000000000001',
  })
})

describe('browsers of one person', () => {
  const gone = { status: 410 }
  const GONE = { gone: ['old'] }
  test.each([
    ['one took it', { old: gone, tablet: { status: 500 } }, { kind: 'accepted', ...GONE }],
    [
      'one may have',
      { old: gone, phone: { status: 500 }, tablet: { status: 429 } },
      { kind: 'unknown', ...GONE },
    ],
    ['the line broke', { old: gone, phone: { status: 0 }, tablet: gone }, { kind: 'unknown' }],
    [
      'one takes it later',
      { old: gone, phone: { status: 429, headers: { 'retry-after': '9' } }, tablet: { status: 503 } },
      { kind: 'retry', connectionFault: false, afterMs: 9_000, ...GONE },
    ],
    ['none takes it', { old: gone, phone: { status: 403 }, tablet: { status: 413 } }, { kind: 'rejected' }],
    [
      'all are gone',
      { old: gone, phone: { status: 404 }, tablet: gone },
      { kind: 'retry', connectionFault: false, gone: ['old', 'phone', 'tablet'] },
    ],
  ])('%s', async (_, answers, expected) => {
    const three = message('old', 'phone', 'tablet')
    for (const [name, answer] of Object.entries(answers)) service.answers.set(name, answer)
    expect(await sender().send(three)).toMatchObject(expected)
  })

  test('one that leads into this network is refused, and nothing is sent there', async () => {
    expect(await sender(false).send(message('phone'))).toMatchObject({ kind: 'rejected', gone: [] })
    expect(service.received).toEqual([])
  })

  test('one whose key is none does not stop the others', async () => {
    const two = message('phone', 'tablet')
    two.targets[0]!.p256dh = 'AAAA'
    expect(await sender().send(two)).toMatchObject({ kind: 'accepted' })
  })
})

test('a text that is too long for push services is cut, not refused', async () => {
  const long = message('phone')
  expect(
    await sender().send({ ...long, notice: { ...long.notice, body: 'ş🙂'.repeat(3_000) } }),
  ).toMatchObject({
    kind: 'accepted',
  })
  const { body } = service.received[0]!.notice
  expect(body!.length).toBeGreaterThan(600)
  expect(body).toMatch(/^(ş🙂)+ş?…$/)
})

test('keys that are no pair and contacts that are none are refused', async () => {
  const broken = webPushSender({ subject: SUBJECT, publicKey: keys.publicKey }, 'x', { allowPrivate: true })
  await expect(broken.verify()).rejects.toThrow()
  await sender().verify()
  for (const subject of ['hello@shop.example', 'mailto:nobody', 'https://shop.example', 'mailto:a b@c.de'])
    expect(WebPushSettings.safeParse({ subject, publicKey: keys.publicKey }).success).toBe(false)
})

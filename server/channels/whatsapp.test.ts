import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWhatsapp, type WhatsappGraph } from '../testing/whatsapp.ts'
import { WhatsappSettings, whatsappSender, whatsappSigned } from './whatsapp.ts'

let graph: WhatsappGraph
beforeAll(async () => {
  graph = await startWhatsapp()
})
beforeEach(() => {
  graph.sent.length = 0
  graph.next.length = 0
})
afterAll(() => graph.stop())

const settings = () =>
  WhatsappSettings.parse({
    phoneNumberId: graph.phoneNumberId,
    businessAccountId: graph.businessAccountId,
    baseUrl: graph.url,
  })
const sender = (token = graph.accessToken, allowPrivate = true) =>
  whatsappSender(settings(), token, { allowPrivate })

const MESSAGE = {
  id: 'm1',
  to: '+905321112233',
  template: { name: 'sepet_hatirlatma', language: 'tr' },
  parameters: [
    { in: 'header', name: 'image', value: 'https://shop.example/1.png' },
    { in: 'body', name: '1', value: 'Ayşe' },
    { in: 'body', name: 'items', value: '3' },
    { in: 'button', name: '1', value: 'cart/k-77' },
  ] as const,
  statusToken: 'token',
}

test('a template is posted as the Cloud API asks, with the account’s token', async () => {
  expect(await sender().send(MESSAGE)).toEqual({ kind: 'accepted', providerMessageId: 'wamid.00000001' })
  expect(graph.sent[0]?.body).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+905321112233',
    type: 'template',
    template: {
      name: 'sepet_hatirlatma',
      language: { code: 'tr' },
      components: [
        {
          type: 'header',
          parameters: [{ type: 'image', image: { link: 'https://shop.example/1.png' } }],
        },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ayşe' },
            { type: 'text', parameter_name: 'items', text: '3' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'cart/k-77' }] },
      ],
    },
    biz_opaque_callback_data: 'token',
  })
})

describe('other answers', () => {
  const told = (code: number) => ({ error: { message: 'Said', code, error_data: { details: 'why' } } })
  test.each([
    [400, told(131026), { kind: 'rejected', reason: 'address_refused' }],
    [400, told(131050), { kind: 'rejected', reason: 'unsubscribed_at_provider' }],
    [404, told(132001), { kind: 'rejected', reason: 'template_refused' }],
    [400, told(132000), { kind: 'rejected', reason: 'template_refused' }],
    [400, told(131049), { kind: 'rejected', reason: 'rejected' }],
    [400, told(130429), { kind: 'retry', connectionFault: false, afterMs: 7_000 }],
    [400, told(131056), { kind: 'retry', connectionFault: false }],
    [400, told(80007), { kind: 'retry', connectionFault: false }],
    [429, {}, { kind: 'retry', connectionFault: false, afterMs: 7_000 }],
    [401, told(190), { kind: 'retry', connectionFault: true }],
    [403, told(10), { kind: 'retry', connectionFault: true }],
    [400, told(131042), { kind: 'retry', connectionFault: true }],
    // Graph itself says that it did not work: nothing was sent
    [500, told(131000), { kind: 'retry', connectionFault: false }],
    [503, {}, { kind: 'retry', connectionFault: false }],
    // something on the way says so: it may have been
    [502, {}, { kind: 'unknown' }],
    [0, {}, { kind: 'unknown' }],
  ])('%i %j', async (status, body, expected) => {
    graph.next.push({ status, body, headers: { 'retry-after': '7' } })
    expect(await sender().send(MESSAGE)).toMatchObject(expected)
  })

  test('what Meta says goes into the record, the token does not', async () => {
    graph.next.push({ status: 400, body: told(132001) })
    const result = await sender().send(MESSAGE)
    expect(result).toMatchObject({ detail: { message: 'Said why', code: 132001 } })
    expect(JSON.stringify(result)).not.toContain(graph.accessToken)
  })

  test('a private address is refused where the installation does not allow it', async () => {
    expect(await sender(graph.accessToken, false).send(MESSAGE)).toMatchObject({
      kind: 'retry',
      connectionFault: true,
    })
    expect(graph.sent).toEqual([])
  })
})

test('an account is proved by its number', async () => {
  await sender().verify()
  await expect(sender('wrong').verify()).rejects.toThrow('Invalid OAuth access token.')
  graph.next.push({ status: 200, body: {} })
  await expect(sender().verify()).rejects.toThrow('no phone number')
})

test('templates are listed over all pages, with what they have to be filled in with', async () => {
  const templates = await sender().templates()
  expect(templates.map(({ name }) => name)).toEqual(['hello_world', 'order_update', 'sepet_hatirlatma'])
  expect(templates[2]).toEqual({
    name: 'sepet_hatirlatma',
    language: 'tr',
    category: 'MARKETING',
    header: null,
    body: 'Merhaba {{1}}, sepetinizde {{2}} ürün var.',
    footer: 'Almak istemiyorsanız DUR yazın',
    variables: [
      { in: 'header', name: 'image', example: null },
      { in: 'body', name: '1', example: 'Ayşe' },
      { in: 'body', name: '2', example: '3' },
      { in: 'button', name: '1', example: 'https://shop.example/…' },
    ],
  })
  expect(templates[1]?.variables).toEqual([
    { in: 'body', name: 'first_name', example: 'Ada' },
    { in: 'body', name: 'order', example: 'o-1' },
  ])
})

test('a call is Meta’s when the app’s secret signed every byte of it', () => {
  const body = Buffer.from('{"entry":[]}')
  const signature = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`
  expect(whatsappSigned('secret', body, signature)).toBe(true)
  expect(whatsappSigned('secret', Buffer.from('{"entry":[ ]}'), signature)).toBe(false)
  expect(whatsappSigned('other', body, signature)).toBe(false)
  expect(whatsappSigned('secret', body, '')).toBe(false)
  expect(whatsappSigned('', body, `sha256=${createHmac('sha256', '').update(body).digest('hex')}`)).toBe(
    false,
  )
})

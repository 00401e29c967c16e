import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { TwilioSettings, twilioSender, twilioSignature, twilioSigned } from './twilio.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

interface Seen {
  method: string
  url: string
  authorization: string | undefined
  form: Record<string, string>
}

async function twilio(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen: Seen[] = []
  const server = createServer(async (request, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    seen.push({
      method: request.method!,
      url: request.url!,
      authorization: request.headers.authorization,
      form,
    })
    if (status === 0) return void request.socket.destroy()
    answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const settings = TwilioSettings.parse({
    accountSid: 'AC123',
    from: '+15005550006',
    baseUrl: `http://127.0.0.1:${port}`,
  })
  return { seen, settings, sender: twilioSender(settings, 'token', { allowPrivate: true }) }
}

const SMS = {
  id: 'm1',
  to: '+905321112233',
  text: 'Sepetinizde ürün kaldı & bekliyor',
  statusUrl: 'https://akis.test/t/s/x',
}

test('an SMS is posted as the API asks, with the account’s credentials', async () => {
  const { sender, seen } = await twilio(201, { sid: 'SM1', status: 'queued' })
  expect(await sender.send(SMS)).toEqual({ kind: 'accepted', providerMessageId: 'SM1' })
  expect(seen).toEqual([
    {
      method: 'POST',
      url: '/2010-04-01/Accounts/AC123/Messages.json',
      authorization: `Basic ${Buffer.from('AC123:token').toString('base64')}`,
      form: { To: '+905321112233', From: '+15005550006', Body: SMS.text, StatusCallback: SMS.statusUrl },
    },
  ])
})

describe('other answers', () => {
  test.each([
    [400, { code: 21211, message: 'Invalid To' }, { kind: 'rejected', reason: 'address_refused' }],
    [400, { code: 21610, message: 'Unsubscribed' }, { kind: 'rejected', reason: 'unsubscribed_at_provider' }],
    [400, { code: 21606, message: 'From' }, { kind: 'rejected', reason: 'sender_refused' }],
    [400, { code: 99999 }, { kind: 'rejected', reason: 'rejected' }],
    [401, { code: 20003, message: 'Authenticate' }, { kind: 'retry', connectionFault: true }],
    [429, {}, { kind: 'retry', connectionFault: false, afterMs: 7_000 }],
    [503, {}, { kind: 'retry', connectionFault: false }],
    [500, {}, { kind: 'unknown' }],
    [302, {}, { kind: 'retry', connectionFault: true }],
    [0, {}, { kind: 'unknown' }],
  ])('%i %j', async (status, body, expected) => {
    const { sender } = await twilio(status, body, { 'retry-after': '7' })
    expect(await sender.send(SMS)).toMatchObject(expected)
  })

  test('a private address is refused where the installation does not allow it', async () => {
    const { settings, seen } = await twilio(201, { sid: 'SM1' })
    const guarded = twilioSender(settings, 'token', { allowPrivate: false })
    expect(await guarded.send(SMS)).toMatchObject({ kind: 'retry', connectionFault: true })
    expect(seen).toEqual([])
  })
})

test('signatures are Twilio’s own example', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const params = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  })
  const signature = twilioSignature('12345', url, params)
  expect(signature).toBe('GvWf1cFY/Q7PnoempGyD5oXAezc=')
  expect(twilioSigned('12345', url, params, signature)).toBe(true)
  expect(twilioSigned('12346', url, params, signature)).toBe(false)
  expect(twilioSigned('12345', `${url}x`, params, signature)).toBe(false)
  expect(twilioSigned('12345', url, params, '')).toBe(false)
})

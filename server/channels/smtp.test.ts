import { createServer, type Server, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutgoingEmail } from './port.ts'
import { SmtpSettings, smtpSender } from './smtp.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function smtpServer(options: SMTPServerOptions = {}) {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    onData: async (stream, _, done) => {
      mails.push(await simpleParser(stream))
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => server.close())
  const { port } = (server.server as Server).address() as { port: number }
  return { port, mails }
}

/** A server that answers each command as told; `null` hangs up. */
async function scriptedServer(answers: (line: string, sessions: number) => string | null) {
  let sessions = 0
  const received: string[] = []
  const server = createServer((socket: Socket) => {
    sessions++
    let inData = false
    socket.on('error', () => {})
    socket.write('220 test ESMTP\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (inData && line !== '.') continue
        const name = inData ? 'END' : line
        inData = false
        received.push(name)
        const answer = answers(name, sessions)
        if (answer === null) return void socket.destroy()
        inData = answer.startsWith('354')
        socket.write(`${answer}\r\n`)
      }
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => server.close())
  return { port: (server.address() as { port: number }).port, received }
}

const usual = (line: string): string => {
  if (line.startsWith('EHLO')) return '250 test'
  if (line === 'DATA') return '354 go on'
  return line === 'QUIT' ? '221 bye' : '250 ok'
}

function sender(port: number, more: Partial<SmtpSettings> = {}, password: string | null = null) {
  const made = smtpSender(
    SmtpSettings.parse({ host: '127.0.0.1', port, from: 'Dükkân <shop@shop.test>', ...more }),
    password,
  )
  closing.push(() => made.close())
  return made
}

const mail = (more: Partial<OutgoingEmail> = {}): OutgoingEmail => ({
  id: '0197a000-0000-7000-8000-000000000001',
  from: { name: 'Dükkân', address: 'shop@shop.test' },
  replyTo: null,
  to: 'ayse@example.com',
  subject: 'Ayşe, sepetinizde ürün kaldı: ığüşöç İ',
  html: '<p>Merhaba Ayşe</p>',
  text: 'Merhaba Ayşe',
  unsubscribeUrl: 'https://akis.test/t/u/abc',
  ...more,
})

describe('a message that arrives', () => {
  test('has its subject, both bodies, a Message-ID made of its id, and the one-click way out', async () => {
    const { port, mails } = await smtpServer()
    expect(await sender(port).send(mail())).toEqual({
      kind: 'accepted',
      providerMessageId: '<0197a000-0000-7000-8000-000000000001@shop.test>',
    })
    const [got] = mails
    expect(got?.subject).toBe('Ayşe, sepetinizde ürün kaldı: ığüşöç İ')
    expect(got?.from?.value).toEqual([{ name: 'Dükkân', address: 'shop@shop.test' }])
    expect(got?.html).toContain('Merhaba Ayşe')
    expect(got?.text).toContain('Merhaba Ayşe')
    expect(got?.messageId).toBe('<0197a000-0000-7000-8000-000000000001@shop.test>')
    const header = (name: string) => got?.headerLines.find(({ key }) => key === name)?.line
    expect(header('list-unsubscribe')).toBe('List-Unsubscribe: <https://akis.test/t/u/abc>')
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  })

  test('a subject can not smuggle a header or a second recipient', async () => {
    const { port, mails } = await smtpServer()
    await sender(port).send(mail({ subject: 'x\r\nBcc: evil@evil.test', to: 'ayse@example.com' }))
    expect(mails[0]?.bcc).toBeUndefined()
    expect(mails[0]?.subject).toContain('Bcc: evil@evil.test')
  })

  test('signs in where the account has a user', async () => {
    const { port, mails } = await smtpServer({
      authOptional: false,
      onAuth: ({ username, password }, _, done) =>
        username === 'shop' && password === 'right' ? done(null, { user: 'shop' }) : done(new Error('no')),
    })
    expect(await sender(port, { user: 'shop' }, 'right').send(mail())).toMatchObject({ kind: 'accepted' })
    expect(mails).toHaveLength(1)
    const wrong = sender(port, { user: 'shop' }, 'wrong')
    expect(await wrong.send(mail())).toMatchObject({
      kind: 'retry',
      connectionFault: true,
      detail: { code: 535 },
    })
    await expect(wrong.verify()).rejects.toThrow('535')
  })

  test('a hundred at once go over a few connections, each once', async () => {
    const { port, mails } = await smtpServer()
    const { send } = sender(port)
    const results = await Promise.all(Array.from({ length: 100 }, (_, n) => send(mail({ id: `m${n}` }))))
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(100)
    expect(mails).toHaveLength(100)
  })
})

describe('a message that does not', () => {
  test.each([
    ['MAIL', '550 5.7.1 sender not allowed', { kind: 'rejected', reason: 'sender_refused' }],
    [
      'RCPT',
      '550 5.1.1 no such user',
      { kind: 'rejected', reason: 'address_refused', detail: { code: 550 } },
    ],
    ['RCPT', '451 4.7.1 greylisted', { kind: 'retry', connectionFault: false }],
    ['RCPT', '452 4.2.2 mailbox full', { kind: 'retry', connectionFault: false }],
    ['END', '554 5.7.1 looks like spam', { kind: 'rejected', reason: 'rejected' }],
    ['END', '451 4.3.0 try later', { kind: 'retry', connectionFault: false }],
    ['DATA', '503 bad sequence', { kind: 'retry' }],
    ['EHLO', '421 too busy', { kind: 'retry', connectionFault: true }],
  ])('%s answered %s', async (command, answer, expected) => {
    const { port } = await scriptedServer((line) => (line.startsWith(command) ? answer : usual(line)))
    expect(await sender(port).send(mail())).toMatchObject(expected)
  })

  test('nobody there: may be tried again', async () => {
    expect(await sender(1).send(mail())).toMatchObject({ kind: 'retry', connectionFault: true })
  })

  test('the line goes dead after the whole message was handed over: unknown, and never handed over twice', async () => {
    const { port, received } = await scriptedServer((line) => (line === 'END' ? null : usual(line)))
    expect(await sender(port).send(mail())).toMatchObject({ kind: 'unknown' })
    await new Promise((later) => setTimeout(later, 300))
    expect(received.filter((line) => line === 'DATA')).toHaveLength(1)
  })

  test('the same on a kept connection that had worked before', async () => {
    let ends = 0
    const { port, received } = await scriptedServer((line) =>
      line === 'END' && ++ends === 2 ? null : usual(line),
    )
    const { send } = sender(port)
    expect(await send(mail({ id: 'a' }))).toMatchObject({ kind: 'accepted' })
    expect(await send(mail({ id: 'b' }))).toMatchObject({ kind: 'unknown' })
    await new Promise((later) => setTimeout(later, 300))
    expect(received.filter((line) => line === 'DATA')).toHaveLength(2)
  })

  test('a kept connection that was closed meanwhile: the message goes out over a fresh one', async () => {
    const { port, received } = await scriptedServer((line, sessions) =>
      sessions === 1 && line.startsWith('MAIL') && received.some((old) => old === 'END') ? null : usual(line),
    )
    const { send } = sender(port)
    expect(await send(mail({ id: 'a' }))).toMatchObject({ kind: 'accepted' })
    expect(await send(mail({ id: 'b' }))).toMatchObject({ kind: 'accepted' })
    expect(received.filter((line) => line === 'END')).toHaveLength(2)
  })

  test('the line goes dead before the message: may be tried again', async () => {
    const { port } = await scriptedServer((line) => (line.startsWith('RCPT') ? null : usual(line)))
    expect(await sender(port).send(mail())).toMatchObject({ kind: 'retry' })
  })
})

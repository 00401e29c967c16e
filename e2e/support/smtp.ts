import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server on loopback that keeps every message handed to it. */
export interface Mailbox {
  host: string
  port: number
  mails: ParsedMail[]
  /** Waits until there are at least `count` mails. */
  received: (count: number, timeoutMs?: number) => Promise<ParsedMail[]>
  stop: () => Promise<void>
}

/** `acceptMs`: how long it takes to accept a message, as servers do. */
export async function startMailbox({ acceptMs = 0 } = {}): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(null, { user: 'shop' }),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        setTimeout(done, acceptMs)
      }, done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as { port: number }
  return {
    host: '127.0.0.1',
    port,
    mails,
    received: async (count, timeoutMs = 30_000) => {
      const deadline = Date.now() + timeoutMs
      while (mails.length < count) {
        if (Date.now() > deadline) throw new Error(`expected ${count} mails, got ${mails.length}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return mails
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

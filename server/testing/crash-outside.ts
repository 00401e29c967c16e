import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Everybody whom a workspace speaks to: a mail server and a receiver of webhooks that count what they are handed. */
export interface Outside {
  smtpPort: number
  hookUrl: string
  /** Whom each message was handed over for, once for each time; by the message's id. */
  mails: Map<string, string[]>
  /** How often each webhook call came, by its delivery id. */
  calls: Map<string, number>
  stop: () => Promise<void>
}

/** How long the mail server takes to answer once it has a message, as servers do: who is killed by then doesn't know. */
const ACCEPT_MS = 40
const HOST = '127.0.0.1'

export async function startOutside(): Promise<Outside> {
  const mails: Outside['mails'] = new Map()
  const calls: Outside['calls'] = new Map()
  const smtp = mailServer((id, recipients) => mails.set(id, [...(mails.get(id) ?? []), ...recipients]))
  const hook = createServer((request, response) => {
    const delivery = String(request.headers['x-akis-delivery'])
    request.resume().on('end', () => {
      calls.set(delivery, (calls.get(delivery) ?? 0) + 1)
      response.setHeader('content-type', 'application/json').end('{"ok":true}')
    })
  })
  return {
    smtpPort: await listening(smtp.server),
    hookUrl: `http://${HOST}:${await listening(hook)}`,
    mails,
    calls,
    stop: async () => {
      hook.closeAllConnections()
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise((resolve) => hook.close(resolve)),
      ])
    },
  }
}

/** A message counts when it is there to its last line, whether or not its sender lives to hear that it was accepted. */
function mailServer(received: (id: string, recipients: string[]) => void): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      let text = ''
      stream.setEncoding('latin1').on('data', (chunk: string) => {
        if (text.length < 4_000) text += chunk
      })
      stream.on('end', () => {
        const id = /^message-id:\s*<([^@>]+)@/im.exec(text)?.[1] ?? `without an id: ${text.slice(0, 500)}`
        received(
          id,
          session.envelope.rcptTo.map(({ address }) => address),
        )
        setTimeout(done, ACCEPT_MS)
      })
    },
  })
  // senders are killed in the middle of their sentences
  server.on('error', () => {})
  return server
}

async function listening(server: Server | SMTPServer['server']): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, HOST, () => resolve()))
  return (server.address() as AddressInfo).port
}

import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { Api } from '../e2e/support/api.ts'
import { type App, startApp } from '../e2e/support/app.ts'

/** The built app as `npm start` runs it, with a shop whose e-mails go to a server in this process. */
export interface LiveShop {
  app: App
  api: Api
  mail: MailServer
  /** Posts one body of events and waits for its answer; throws where it is not 202. */
  post: (body: object) => Promise<void>
  publish: (graph: object) => Promise<void>
  stop: () => Promise<void>
}

export interface MailServer {
  port: number
  /** Called when a message has been taken whole, just before the server says so. */
  onMail: (to: string, at: number) => void
  stop: () => Promise<void>
}

export async function startLiveShop(): Promise<LiveShop> {
  const mail = await startMailServer()
  const app = await startApp({ AKIS_LOG_LEVEL: 'warn' })
  const key = await app.cli('keys', 'create', '--scopes', 'ingest,read,write')
  const api = new Api(app.url, key)
  const from = 'Kumru <shop@example.com>'
  const settings = { host: '127.0.0.1', port: mail.port, secure: false, from }
  await api.post('/connections', { channel: 'email', provider: 'smtp', settings })
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const stop = async () => {
    agent.destroy()
    await app.stop()
    await mail.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop().finally(() => process.exit(1)))
  return {
    app,
    api,
    mail,
    post: (body) => postEvents(agent, `${app.url}/api/v1/events`, key, body),
    publish: async (graph) => {
      const { id } = await api.post<{ id: string }>('/flows', { graph })
      await api.post(`/flows/${id}/publish`, {})
    },
    stop,
  }
}

/** Takes every message and keeps none. */
async function startMailServer(): Promise<MailServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      stream.resume()
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo
        server.onMail(to?.address ?? '', performance.now())
        done()
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
  const server: MailServer = {
    port: (smtp.server.address() as AddressInfo).port,
    onMail: () => {},
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  }
  return server
}

function postEvents(agent: Agent, url: string, key: string, body: object): Promise<void> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () =>
          answer.statusCode === 202 ? resolve() : reject(new Error(`events: ${answer.statusCode}`)),
        )
      },
    )
    asked.on('error', reject)
    asked.end(text)
  })
}

/** Calls `work` at an even pace until `seconds` are over; what it starts may overlap. Resolves when all of it has ended. */
export async function atPace(
  aSecond: number,
  seconds: number,
  work: (n: number) => Promise<void>,
): Promise<void> {
  const total = Math.round(aSecond * seconds)
  const started = performance.now()
  const open = new Set<Promise<void>>()
  for (let n = 0; n < total; n++) {
    const wait = started + (n / aSecond) * 1_000 - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const doing = work(n).finally(() => open.delete(doing))
    open.add(doing)
  }
  await Promise.all(open)
}

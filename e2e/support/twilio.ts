import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface SentSms {
  path: string
  headers: IncomingHttpHeaders
  form: Record<string, string>
}

/** A local server that speaks Twilio's message protocol and keeps what it was asked to send. */
export interface Twilio {
  url: string
  accountSid: string
  authToken: string
  sent: SentSms[]
  stop: () => Promise<void>
}

export async function startTwilio(): Promise<Twilio> {
  const accountSid = `AC${'a'.repeat(32)}`
  const authToken = 'twilio-token'
  const sent: SentSms[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
      response.setHeader('content-type', 'application/json')
      if (request.headers.authorization !== expected) {
        response.writeHead(401).end(JSON.stringify({ code: 20003, message: 'Authenticate', status: 401 }))
        return
      }
      if (request.method === 'POST' && request.url === `/2010-04-01/Accounts/${accountSid}/Messages.json`) {
        const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
        sent.push({ path: request.url, headers: request.headers, form })
        const sid = `SM${String(sent.length).padStart(32, '0')}`
        response
          .writeHead(201)
          .end(JSON.stringify({ sid, status: 'queued', to: form.To, from: form.From, body: form.Body }))
        return
      }
      response.writeHead(200).end(JSON.stringify({ sid: accountSid, status: 'active', messages: [] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    accountSid,
    authToken,
    sent,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

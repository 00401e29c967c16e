import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface SentSms {
  path: string
  headers: IncomingHttpHeaders
  form: Record<string, string>
}

/** A message as Twilio lists it. */
export interface ListedSms {
  sid: string
  to: string
  from: string | null
  messaging_service_sid: string | null
  body: string
  status: string
  error_code: number | null
  date_created: string
  date_sent: string | null
}

/** A local server that speaks Twilio's message protocol and keeps what it was asked to send. */
export interface Twilio {
  url: string
  accountSid: string
  authToken: string
  sent: SentSms[]
  /** What it lists, newest first; may be changed. */
  listed: ListedSms[]
  /** Queries of its list, as they came. */
  asked: URLSearchParams[]
  stop: () => Promise<void>
}

export async function startTwilio(): Promise<Twilio> {
  const accountSid = `AC${'a'.repeat(32)}`
  const authToken = 'twilio-token'
  const sent: SentSms[] = []
  const listed: ListedSms[] = []
  const asked: URLSearchParams[] = []
  const messages = `/2010-04-01/Accounts/${accountSid}/Messages.json`
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
      if (request.method === 'POST' && request.url === messages) {
        const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
        sent.push({ path: request.url, headers: request.headers, form })
        const sid = `SM${String(sent.length).padStart(32, '0')}`
        listed.unshift(listedSms({ sid, to: form.To ?? '', from: form.From ?? null, body: form.Body ?? '' }))
        response
          .writeHead(201)
          .end(JSON.stringify({ sid, status: 'queued', to: form.To, from: form.From, body: form.Body }))
        return
      }
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (request.method === 'GET' && url.pathname === messages) {
        asked.push(url.searchParams)
        response.writeHead(200).end(JSON.stringify(page(listed, url)))
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
    listed,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A listed message that was taken just now and waits to be sent, unless something else is said. */
export function listedSms(
  more: Pick<ListedSms, 'sid' | 'to' | 'from' | 'body'> & Partial<ListedSms>,
): ListedSms {
  return {
    messaging_service_sid: null,
    status: 'queued',
    error_code: null,
    date_created: new Date().toUTCString().replace('GMT', '+0000'),
    date_sent: null,
    ...more,
  }
}

/** One page of the list by its filters; the next is named by its path. A message that was not sent has no date to filter by. */
function page(listed: ListedSms[], url: URL) {
  const query = url.searchParams
  const since = query.get('DateSent>')
  const fitting = listed.filter(
    ({ to, date_sent }) =>
      (query.get('To') === null || to === query.get('To')) &&
      (since === null || (date_sent !== null && Date.parse(date_sent) >= Date.parse(since))),
  )
  const size = Number(query.get('PageSize') ?? 50)
  const number = Number(query.get('Page') ?? 0)
  const next = new URLSearchParams(query)
  next.set('Page', String(number + 1))
  const rest = fitting.length > (number + 1) * size
  return {
    messages: fitting.slice(number * size, (number + 1) * size),
    next_page_uri: rest ? `${url.pathname}?${next}` : null,
  }
}

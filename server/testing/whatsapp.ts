import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface SentWhatsapp {
  headers: IncomingHttpHeaders
  /** The body as it came. */
  body: {
    to: string
    template: { name: string; language: { code: string }; components?: unknown[] }
    biz_opaque_callback_data?: string
  } & Record<string, unknown>
  id: string
}

/** A local server that speaks the Graph API of WhatsApp and keeps what it was asked to send. */
export interface WhatsappGraph {
  url: string
  phoneNumberId: string
  businessAccountId: string
  accessToken: string
  appSecret: string
  sent: SentWhatsapp[]
  /** What it answers next, once each; status 0 breaks the line after reading. Empty: it takes messages. */
  next: { status: number; body?: unknown; headers?: Record<string, string> }[]
  /** The templates that it lists, as Meta writes them. */
  templates: Record<string, unknown>[]
  stop: () => Promise<void>
}

const VERSION = '/v24.0'

export async function startWhatsapp(): Promise<WhatsappGraph> {
  const graph: WhatsappGraph = {
    url: '',
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    accessToken: 'EAAG-whatsapp-token',
    appSecret: 'app-secret-of-meta',
    sent: [],
    next: [],
    templates: [...TEMPLATES],
    stop: () => Promise.resolve(),
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (request.headers.authorization !== `Bearer ${graph.accessToken}`)
      return answer(401, {
        error: { message: 'Invalid OAuth access token.', type: 'OAuthException', code: 190 },
      })
    const given = graph.next.shift()
    if (given?.status === 0) return void request.socket.destroy()
    if (given) return answer(given.status, given.body ?? {}, given.headers)
    if (request.method === 'POST' && pathname === `${VERSION}/${graph.phoneNumberId}/messages`) {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      const id = `wamid.${String(graph.sent.length + 1).padStart(8, '0')}`
      graph.sent.push({ headers: request.headers, body, id })
      const contacts = [{ input: body.to, wa_id: body.to.replace('+', '') }]
      return answer(200, {
        messaging_product: 'whatsapp',
        contacts,
        messages: [{ id, message_status: 'accepted' }],
      })
    }
    if (pathname === `${VERSION}/${graph.businessAccountId}/message_templates`) {
      const from = Number(searchParams.get('after') ?? 0)
      const data = graph.templates.slice(from, from + 2)
      const more = from + 2 < graph.templates.length
      const paging = {
        cursors: { after: String(from + 2) },
        ...(more ? { next: 'https://elsewhere.example' } : {}),
      }
      return answer(200, { data, paging })
    }
    if (pathname === `${VERSION}/${graph.phoneNumberId}`)
      return answer(200, { id: graph.phoneNumberId, display_phone_number: '+90 850 111 22 33' })
    return answer(404, { error: { message: 'Unsupported get request.', code: 100 } })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  graph.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  graph.stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return graph
}

const TEMPLATES = [
  {
    name: 'sepet_hatirlatma',
    language: 'tr',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://x.example/1.png'] } },
      {
        type: 'BODY',
        text: 'Merhaba {{1}}, sepetinizde {{2}} ürün var.',
        example: { body_text: [['Ayşe', '3']] },
      },
      { type: 'FOOTER', text: 'Almak istemiyorsanız DUR yazın' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Durdur' },
          {
            type: 'URL',
            text: 'Sepete dön',
            url: 'https://shop.example/{{1}}',
            example: ['https://shop.example/x'],
          },
        ],
      },
    ],
  },
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Welcome and congratulations!' }],
  },
  {
    name: 'order_update',
    language: 'en',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Hi {{first_name}}, order {{order}} is on its way.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Ada' },
            { param_name: 'order', example: 'o-1' },
          ],
        },
      },
    ],
  },
]

/** The connection of a shop to this server, with its secrets. */
export const whatsappConnection = (graph: WhatsappGraph) => ({
  channel: 'whatsapp' as const,
  provider: 'whatsapp_cloud' as const,
  settings: {
    phoneNumberId: graph.phoneNumberId,
    businessAccountId: graph.businessAccountId,
    baseUrl: graph.url,
  },
  secrets: { accessToken: graph.accessToken, appSecret: graph.appSecret },
})

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type GuardedAnswer, GuardedFetchError, guardedFetch } from './guarded-fetch.ts'
import { jsonAnswer } from './json-answer.ts'
import type { OutgoingWhatsapp, Sender, SendResult } from './port.ts'
import { retryAfterMs } from './retry-after.ts'
import { failureKind, graphError } from './whatsapp-errors.ts'
import { listTemplates, type WhatsappTemplate } from './whatsapp-templates.ts'

const GRAPH_API = 'https://graph.facebook.com'
const API_VERSION = 'v24.0'

const GraphId = z
  .string()
  .trim()
  .regex(/^\d{5,32}$/, 'must be a number as Meta shows it')

export const WhatsappSettings = z.object({
  phoneNumberId: GraphId,
  businessAccountId: GraphId,
  /** Of the Graph API, such as v24.0. */
  version: z
    .string()
    .trim()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'must be a version such as v24.0')
    .optional(),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
})
export type WhatsappSettings = z.infer<typeof WhatsappSettings>

/** An account of WhatsApp's Cloud API. */
export interface WhatsappSender extends Sender<OutgoingWhatsapp> {
  /** The templates that were approved. Throws with words for a person. */
  templates: () => Promise<WhatsappTemplate[]>
}

const SEND_BOUNDS = { timeoutMs: 30_000, maxBytes: 65_536 }

/**
 * Sends WhatsApp messages through the Cloud API
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages), or a server that speaks it. It takes no
 * idempotency key and can't be asked about a message: one without an answer is settled by its reports.
 */
export function whatsappSender(
  settings: WhatsappSettings,
  accessToken: string,
  { allowPrivate }: { allowPrivate: boolean },
): WhatsappSender {
  const { phoneNumberId, businessAccountId, version = API_VERSION, baseUrl = GRAPH_API } = settings
  const api = `${baseUrl.replace(/\/+$/, '')}/${version}`
  const call = (path: string, body?: object, bounds = SEND_BOUNDS) =>
    guardedFetch({
      url: `${api}/${path}`,
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${accessToken}`,
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...bounds,
      allowPrivate,
      maxRedirects: 0,
    })
  return {
    send: async (message) => {
      try {
        return resultOf(await call(`${phoneNumberId}/messages`, bodyOf(message)))
      } catch (error) {
        return lostOf(error as Error)
      }
    },
    verify: async () => {
      const answer = await call(`${phoneNumberId}?fields=display_phone_number,verified_name`)
      if (answer.status >= 400) throw new Error(graphError(answer).message)
      if (typeof jsonAnswer(answer).id !== 'string') throw new Error('This is no phone number of WhatsApp.')
    },
    templates: () =>
      listTemplates((query) =>
        call(`${businessAccountId}/message_templates?${query}`, undefined, {
          timeoutMs: 10_000,
          maxBytes: 5_000_000,
        }),
      ),
    close: () => {},
  }
}

function bodyOf({ to, template, parameters, statusToken }: OutgoingWhatsapp): object {
  const { name, language } = template
  const components = componentsOf(parameters)
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    template: {
      name,
      language: { code: language },
      ...(components.length > 0 ? { components } : {}),
    },
    ...(statusToken === null ? {} : { biz_opaque_callback_data: statusToken }),
  }
}

const MEDIA = new Set(['image', 'video', 'document'])

function componentsOf(parameters: OutgoingWhatsapp['parameters']): object[] {
  const of = (place: 'header' | 'body' | 'button') => parameters.filter((one) => one.in === place)
  const text = ({ name, value }: OutgoingWhatsapp['parameters'][number]) => ({
    type: 'text',
    ...(/^\d+$/.test(name) ? {} : { parameter_name: name }),
    text: value,
  })
  const header = of('header').map((one) =>
    MEDIA.has(one.name) ? { type: one.name, [one.name]: { link: one.value } } : text(one),
  )
  return [
    ...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
    ...(of('body').length > 0 ? [{ type: 'body', parameters: of('body').map(text) }] : []),
    ...of('button').map(({ name, value }) => ({
      type: 'button',
      sub_type: 'url',
      index: name,
      parameters: [{ type: 'text', text: value }],
    })),
  ]
}

/** An error of Graph's own says that nothing was sent; a server error without one may hide a sent message. */
function resultOf(answer: GuardedAnswer): SendResult {
  const { status } = answer
  if (status >= 200 && status < 300) {
    const { messages } = jsonAnswer(answer) as { messages?: { id?: unknown }[] }
    const id = Array.isArray(messages) ? messages[0]?.id : undefined
    return { kind: 'accepted', providerMessageId: typeof id === 'string' ? id : null }
  }
  const { message, code, told } = graphError(answer)
  const detail = { message, code: code ?? status }
  const failure = failureKind(status, code)
  if (status >= 500 && status !== 503 && !told) return { kind: 'unknown', detail }
  if (failure === 'retry' || failure === 'connection') {
    const afterMs = retryAfterMs(answer.headers['retry-after'], Date.now())
    return { kind: 'retry', detail, afterMs, connectionFault: failure === 'connection' }
  }
  return { kind: 'rejected', reason: failure, detail }
}

function lostOf(error: Error): SendResult {
  const detail = { message: error.message }
  if (error instanceof GuardedFetchError && error.sent) return { kind: 'unknown', detail }
  return { kind: 'retry', detail, afterMs: null, connectionFault: true }
}

/** Meta's request signature: `sha256=` and the HMAC-SHA-256 of the body as it came, hex. */
export function whatsappSignature(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/** Whether a body was signed with the app's secret. */
export function whatsappSigned(appSecret: string, body: Buffer, signature: string): boolean {
  const right = Buffer.from(whatsappSignature(appSecret, body))
  const given = Buffer.from(signature)
  return appSecret !== '' && right.length === given.length && timingSafeEqual(right, given)
}

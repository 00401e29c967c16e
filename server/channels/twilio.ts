import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type GuardedAnswer, GuardedFetchError, guardedFetch } from './guarded-fetch.ts'
import { jsonAnswer } from './json-answer.ts'
import { MessagesPerSecond } from './messages-per-second.ts'
import type { OutgoingSms, SendDetail, Sender, SendResult } from './port.ts'
import { retryAfterMs } from './retry-after.ts'
import { findAtTwilio } from './twilio-find.ts'

const TWILIO_API = 'https://api.twilio.com'

export const TwilioSettings = z.object({
  accountSid: z
    .string()
    .trim()
    .min(3)
    .max(64)
    .regex(/^[A-Za-z0-9]+$/),
  /** A number in E.164, a short code, a sender name, or a messaging service (MG…). */
  from: z.string().trim().min(3).max(64),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  messagesPerSecond: MessagesPerSecond,
})
export type TwilioSettings = z.infer<typeof TwilioSettings>

const SEND_BOUNDS = { timeoutMs: 30_000, maxBytes: 65_536 }
const LIST_BOUNDS = { timeoutMs: 10_000, maxBytes: 1_000_000 }
/** Numbers that can't be written to; https://www.twilio.com/docs/api/errors */
const ADDRESS_ERRORS = new Set([21211, 21214, 21217, 21219, 21401, 21421, 21612, 21614, 30003, 30005, 30006])
const UNSUBSCRIBED_ERRORS = new Set([21610])
const SENDER_ERRORS = new Set([21212, 21603, 21606, 21611, 21659, 21660])

/** Sends SMS through Twilio's API, or a server that speaks it. */
export function twilioSender(
  settings: TwilioSettings,
  authToken: string,
  { allowPrivate }: { allowPrivate: boolean },
): Sender<OutgoingSms> {
  const account = `${(settings.baseUrl ?? TWILIO_API).replace(/\/+$/, '')}/2010-04-01/Accounts/${settings.accountSid}`
  const authorization = `Basic ${Buffer.from(`${settings.accountSid}:${authToken}`).toString('base64')}`
  const call = (url: string, form?: URLSearchParams, bounds = SEND_BOUNDS) =>
    guardedFetch({
      url,
      method: form ? 'POST' : 'GET',
      headers: {
        authorization,
        accept: 'application/json',
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: form.toString() } : {}),
      ...bounds,
      allowPrivate,
      maxRedirects: 0,
    })
  return {
    send: async (message) => {
      try {
        return resultOf(await call(`${account}/Messages.json`, formOf(settings, message)))
      } catch (error) {
        return failureOf(error as GuardedFetchError)
      }
    },
    find: (message) =>
      findAtTwilio(
        { account, from: settings.from, get: (url) => call(url, undefined, LIST_BOUNDS) },
        message,
      ),
    verify: async () => {
      const answer = await call(`${account}.json`)
      if (answer.status === 401 || answer.status === 403)
        throw new Error('The account SID or the token is wrong.')
      if (settings.baseUrl === undefined && answer.status >= 400) throw new Error(detailOf(answer).message)
    },
    close: () => {},
  }
}

function formOf({ from }: TwilioSettings, message: OutgoingSms): URLSearchParams {
  return new URLSearchParams({
    To: message.to,
    ...(/^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }),
    Body: message.text,
    ...(message.statusUrl === null ? {} : { StatusCallback: message.statusUrl }),
  })
}

/** A definite answer is taken at its word; a server error after the request was read may hide a sent message. */
function resultOf(answer: GuardedAnswer): SendResult {
  const detail = detailOf(answer)
  const { status } = answer
  if (status >= 200 && status < 300) {
    const { sid } = jsonAnswer(answer)
    return { kind: 'accepted', providerMessageId: typeof sid === 'string' ? sid : null }
  }
  if (status === 429 || status === 503) {
    const afterMs = retryAfterMs(answer.headers['retry-after'], Date.now())
    return { kind: 'retry', detail, afterMs, connectionFault: false }
  }
  if (status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400)) {
    return { kind: 'retry', detail, afterMs: null, connectionFault: true }
  }
  if (status >= 500) return { kind: 'unknown', detail }
  return { kind: 'rejected', reason: reasonOf(Number(detail.code)), detail }
}

function reasonOf(code: number) {
  if (UNSUBSCRIBED_ERRORS.has(code)) return 'unsubscribed_at_provider' as const
  if (ADDRESS_ERRORS.has(code)) return 'address_refused' as const
  return SENDER_ERRORS.has(code) ? ('sender_refused' as const) : ('rejected' as const)
}

function failureOf(error: GuardedFetchError | Error): SendResult {
  const detail = { message: error.message }
  if (error instanceof GuardedFetchError && error.sent) return { kind: 'unknown', detail }
  return { kind: 'retry', detail, afterMs: null, connectionFault: true }
}

function detailOf(answer: GuardedAnswer): SendDetail {
  const { message, code } = jsonAnswer(answer)
  return {
    message: typeof message === 'string' ? message.slice(0, 500) : `HTTP ${answer.status}`,
    code: typeof code === 'number' ? code : answer.status,
  }
}

/** Twilio's request signature: HMAC-SHA1 over the URL followed by each sorted parameter's name and value, base64. */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  const pairs = [...params].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const text = url + pairs.map(([name, value]) => name + value).join('')
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}

/** Whether a request at `url` with these form fields was signed with the account's token. */
export function twilioSigned(
  authToken: string,
  url: string,
  params: URLSearchParams,
  signature: string,
): boolean {
  const right = Buffer.from(twilioSignature(authToken, url, params))
  const given = Buffer.from(signature)
  return right.length === given.length && timingSafeEqual(right, given)
}

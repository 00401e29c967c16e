import webPush from 'web-push'
import { z } from 'zod'
import { type GuardedAnswer, GuardedFetchError, guardedFetch } from './guarded-fetch.ts'
import type {
  OutgoingPush,
  PushNotice,
  PushResult,
  PushTarget,
  SendDetail,
  Sender,
  SendResult,
} from './port.ts'
import { retryAfterMs } from './retry-after.ts'

/** Whom push services write to when something is wrong with what we send (RFC 8292). */
const Subject = z
  .string()
  .trim()
  .max(320)
  .regex(
    /^mailto:[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/,
    'must be an address such as mailto:hello@shop.example',
  )

export const WebPushSettings = z.object({
  subject: Subject,
  /** The application server key that browsers subscribe with, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{87}$/, 'must be a VAPID public key'),
})
export type WebPushSettings = z.infer<typeof WebPushSettings>

/** A new pair of VAPID keys, base64url. */
export function newVapidKeys(): { publicKey: string; privateKey: string } {
  return webPush.generateVAPIDKeys()
}

/** A notification that nobody could be shown within a day is not worth showing. */
const TTL_SECONDS = 86_400
/** Push services take 4096 bytes (RFC 8030, 7.2); encryption takes some of them. */
const PAYLOAD_BYTES = 3_900
const BOUNDS = { timeoutMs: 30_000, maxBytes: 10_000 }

/**
 * Sends to browsers through their push services (RFC 8030): encrypted for each (RFC 8291), signed with our key (RFC 8292).
 * A message is taken when one browser's service took it. The topic lets a service keep one notification of a message only.
 */
export function webPushSender(
  { subject, publicKey }: WebPushSettings,
  privateKey: string,
  { allowPrivate }: { allowPrivate: boolean },
): Sender<OutgoingPush, PushResult> {
  const vapidDetails = { subject, publicKey, privateKey }
  const one = async (target: PushTarget, { id, notice, urgency }: OutgoingPush): Promise<Outcome> => {
    const { endpoint, p256dh, auth } = target
    try {
      const { headers, body } = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        payloadOf(notice),
        { vapidDetails, TTL: TTL_SECONDS, urgency, topic: id.replaceAll('-', '').slice(0, 32) },
      )
      const { 'Content-Length': _, ...sent } = headers as Record<string, string | number>
      const answer = await guardedFetch({
        url: endpoint,
        method: 'POST',
        headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
        body,
        ...BOUNDS,
        allowPrivate,
        maxRedirects: 0,
      })
      return outcomeOf(answer)
    } catch (error) {
      return failureOf(error as Error)
    }
  }
  return {
    send: async (message) => {
      const outcomes = await Promise.all(message.targets.map((target) => one(target, message)))
      const gone = message.targets.filter((_, index) => outcomes[index]?.kind === 'gone').map(({ id }) => id)
      return { ...together(outcomes), gone }
    },
    verify: async () => {
      // signs for nobody: throws where the keys are no pair of keys
      webPush.getVapidHeaders('https://push.example', subject, publicKey, privateKey, 'aes128gcm')
    },
    close: () => {},
  }
}

type Outcome =
  | { kind: 'accepted'; providerMessageId: string | null }
  | { kind: 'gone'; detail: SendDetail }
  | { kind: 'rejected'; detail: SendDetail }
  | { kind: 'retry'; detail: SendDetail; afterMs: number | null }
  | { kind: 'unknown'; detail: SendDetail }

function outcomeOf(answer: GuardedAnswer): Outcome {
  const { status, headers } = answer
  const said = answer.body.toString('utf8').replace(/\s+/g, ' ').trim().slice(0, 300)
  const detail = { message: said === '' ? `HTTP ${status}` : said, code: status }
  if (status >= 200 && status < 300) return { kind: 'accepted', providerMessageId: headers.location ?? null }
  if (status === 404 || status === 410) return { kind: 'gone', detail }
  if (status === 429 || status === 503)
    return { kind: 'retry', detail, afterMs: retryAfterMs(headers['retry-after'], Date.now()) }
  return { kind: status >= 500 ? 'unknown' : 'rejected', detail }
}

/** A key that is none or a forbidden address is that browser's fault, and stays so. */
function failureOf(error: Error): Outcome {
  const detail = { message: error.message.slice(0, 300) }
  if (!(error instanceof GuardedFetchError)) return { kind: 'rejected', detail }
  if (error.reason === 'address_refused' || error.reason === 'url_invalid')
    return { kind: 'rejected', detail }
  return error.sent ? { kind: 'unknown', detail } : { kind: 'retry', detail, afterMs: null }
}

/** One browser that took it is enough. Where all are gone the message is judged anew, and finds nobody to go to. */
function together(outcomes: readonly Outcome[]): SendResult {
  const of = <K extends Outcome['kind']>(kind: K) =>
    outcomes.filter((one): one is Extract<Outcome, { kind: K }> => one.kind === kind)
  const [accepted] = of('accepted')
  if (accepted) return accepted
  const [unknown] = of('unknown')
  if (unknown) return unknown
  const [rejected] = of('rejected')
  const waiting = of('retry')
  const [retry] = waiting
  if (retry) {
    const afterMs = Math.max(0, ...waiting.map((one) => one.afterMs ?? 0))
    return { kind: 'retry', detail: retry.detail, afterMs, connectionFault: false }
  }
  if (rejected) return { kind: 'rejected', reason: 'rejected', detail: rejected.detail }
  const detail = { message: 'The browsers of this person take no notifications any more.' }
  return { kind: 'retry', detail, afterMs: null, connectionFault: false }
}

/** The notification as JSON; a text that is too long for push services is cut. */
function payloadOf(notice: PushNotice): string {
  const whole = JSON.stringify(notice)
  if (Buffer.byteLength(whole) <= PAYLOAD_BYTES) return whole
  const cut = (length: number) => {
    const start = notice.body.slice(0, length).replace(/[\ud800-\udbff]$/, '')
    return JSON.stringify({ ...notice, body: `${start.trimEnd()}…` })
  }
  let [fits, over] = [0, notice.body.length]
  while (over - fits > 1) {
    const middle = (fits + over) >> 1
    if (Buffer.byteLength(cut(middle)) <= PAYLOAD_BYTES) fits = middle
    else over = middle
  }
  return cut(fits)
}

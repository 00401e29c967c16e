import type { GuardedAnswer } from './guarded-fetch.ts'
import { jsonAnswer } from './json-answer.ts'
import type { RejectReason } from './port.ts'

/** Codes by what they mean; https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const CODES: Record<'retry' | 'connection' | Exclude<RejectReason, 'rejected'>, ReadonlySet<number>> = {
  /** Too much or too early: application, account, throughput, pair of numbers; and trouble at Meta. */
  retry: new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004]),
  /** No message would get through: token, rights, the account locked or not paid, the number not registered. */
  connection: new Set([0, 3, 10, 190, 368, 131005, 131031, 131042, 131045, 133010]),
  sender_refused: new Set([131037, 133000, 133005, 133006, 133008, 133009]),
  address_refused: new Set([131021, 131026, 131030, 130497]),
  unsubscribed_at_provider: new Set([131050]),
  template_refused: new Set([
    131008, 131009, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069,
  ]),
}

/** What a failed answer means for the message and for those after it. */
export function failureKind(status: number, code: number | undefined): 'retry' | 'connection' | RejectReason {
  const known = Object.entries(CODES).find(([, codes]) => code !== undefined && codes.has(code))?.[0]
  if (known !== undefined) return known as keyof typeof CODES
  if (code !== undefined && code >= 200 && code < 300) return 'connection'
  if (status === 429 || status >= 500) return 'retry'
  if (status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400))
    return 'connection'
  return 'rejected'
}

/** Graph's own error in an answer; `told` is false where there is none. */
export function graphError(answer: Pick<GuardedAnswer, 'status' | 'body'>): {
  message: string
  code: number | undefined
  told: boolean
} {
  const { error } = jsonAnswer(answer)
  if (typeof error !== 'object' || error === null)
    return { message: `HTTP ${answer.status}`, code: undefined, told: false }
  const { message, code, error_data: data } = error as Record<string, unknown>
  const details = (data as { details?: unknown } | undefined)?.details
  const said = [message, details].filter((text) => typeof text === 'string' && text !== '').join(' ')
  return {
    message: said === '' ? `HTTP ${answer.status}` : said.slice(0, 500),
    code: typeof code === 'number' ? code : undefined,
    told: true,
  }
}

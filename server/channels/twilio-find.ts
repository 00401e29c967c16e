import type { GuardedAnswer } from './guarded-fetch.ts'
import type { FindResult, LostMessage } from './port.ts'

const PAGE_SIZE = 50
const MOST_PAGES = 10
const DAY_MS = 86_400_000
/** Clocks differ, and a message may be recorded a little after it was taken. */
const EARLY_MS = 60_000
const LATE_MS = 300_000

interface Listed {
  sid: string
  to: string
  from: string | null
  messaging_service_sid: string | null
  body: string
  status: string
  error_code: number | null
  date_created: string
}

interface FindArgs {
  /** Where the account's resources are, without a trailing slash. */
  account: string
  /** The account's sender: a number, a name or a messaging service. */
  from: string
  get: (url: string) => Promise<GuardedAnswer>
}

/**
 * Looks for a message in Twilio's list (https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources):
 * same recipient, same sender, same text, created within the attempt. First among those that went out since the day before;
 * then among all to this number, for one that waits at Twilio has no date of sending. Something alike that is not quite it
 * means that it can't be told.
 */
export async function findAtTwilio(args: FindArgs, message: LostMessage): Promise<FindResult> {
  const day = new Date(message.attempted.from - DAY_MS).toISOString().slice(0, 10)
  try {
    const dated = await search(args, message, { 'DateSent>': day })
    return dated.kind === 'absent' ? await search(args, message, {}) : dated
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error))
  }
}

async function search(
  { account, from, get }: FindArgs,
  message: LostMessage,
  filter: Record<string, string>,
): Promise<FindResult> {
  const query = new URLSearchParams({ To: message.to, ...filter, PageSize: String(PAGE_SIZE) })
  let url: string | null = `${account}/Messages.json?${query}`
  for (let page = 0; url !== null; page++) {
    if (page === MOST_PAGES) return unknown('There are too many messages to this number to look through.')
    const { messages, next } = pageOf(await get(url))
    const alike = messages.filter((one) => isWithin(one, message) && !message.others.has(one.sid))
    const sameSender = (one: Listed) => one.from === from || one.messaging_service_sid === from
    const exact = alike.find((one) => one.body === message.text && sameSender(one))
    if (exact) return foundOf(exact)
    const [other] = alike.filter((one) => one.body === message.text || sameSender(one))
    if (other) return unknown(`Message ${other.sid} is like it, but not the same.`)
    url = next === null ? null : nextUrl(account, next)
  }
  return { kind: 'absent' }
}

function isWithin({ to, date_created }: Listed, { to: wanted, attempted }: LostMessage): boolean {
  const at = Date.parse(date_created)
  return to === wanted && !(at < attempted.from - EARLY_MS || at > attempted.until + LATE_MS)
}

function foundOf({ sid, status, error_code, date_created }: Listed): FindResult {
  const errorCode = error_code === null ? null : String(error_code)
  return { kind: 'found', providerMessageId: sid, status, errorCode, at: Date.parse(date_created) }
}

function pageOf(answer: GuardedAnswer): { messages: Listed[]; next: string | null } {
  if (answer.status !== 200 || answer.truncated)
    throw new Error(`The list could not be read: HTTP ${answer.status}.`)
  const body = JSON.parse(answer.body.toString('utf8')) as { messages?: unknown; next_page_uri?: unknown }
  if (!Array.isArray(body.messages)) throw new Error('The list of messages has no messages.')
  const next = typeof body.next_page_uri === 'string' ? body.next_page_uri : null
  return { messages: body.messages as Listed[], next }
}

/** The next page is named by its path; it is only asked for on the account's own server. */
function nextUrl(account: string, path: string): string {
  const { origin } = new URL(account)
  const next = new URL(path, origin)
  if (next.origin !== origin) throw new Error('The next page is somewhere else.')
  return next.href
}

const unknown = (message: string): FindResult => ({
  kind: 'unknown',
  detail: { message: message.slice(0, 500) },
})

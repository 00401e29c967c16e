import { connectionById } from '#db/queries/connections.ts'
import { findMessage } from '#db/queries/message-events.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import {
  claimUncertain,
  otherProviderIds,
  type UncertainMessage,
  type UncertainRow,
  writeUncertain,
} from '#db/queries/uncertain-messages.ts'
import type { FindResult, LostMessage } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { retryDelayMs } from '../retry-delay.ts'
import { SENDING_MS } from './hand-over.ts'
import { senderOf } from './senders.ts'
import { isProviderStatus, takeStatus } from './take-status.ts'

/** Only so long after the attempt is a provider's "no such message" believed. */
export const SETTLED_MS = 120_000
const LEASE_MS = 300_000
const AT_ONCE = 10
/** Nobody is asked any more: a person decides. */
const ASKED_ENOUGH = -1

interface AskArgs {
  runtime: Runtime
  part: number
  now: Date
}

/**
 * Asks providers what became of messages whose answer was lost. One that they have is sent or failed as they say; one that
 * they say they don't have may be sent again; what can't be told is asked again with growing pauses for a day, and then left
 * to a person, as is everything of a provider that can't be asked. Returns how many were asked about.
 */
export async function askProvider({
  runtime,
  part,
  now,
  limit,
}: AskArgs & { limit: number }): Promise<number> {
  const leased = new Date(now.getTime() + LEASE_MS)
  const taken = (await runtime.sql.begin(async (tx) => {
    const claimed = await claimUncertain(tx, part, now, Math.min(limit, AT_ONCE))
    for (const message of claimed) {
      const detail = { ...message.detail, attemptedAt: attemptOf(message).toISOString() }
      await writeUncertain(tx, { ...uncertain(message), detail, dueAt: leased }, null)
    }
    return claimed
  })) as UncertainMessage[]
  await Promise.all(taken.map((message) => askOne({ runtime, part, now }, message, leased)))
  return taken.length
}

async function askOne(
  { runtime, part, now }: AskArgs,
  message: UncertainMessage,
  leased: Date,
): Promise<void> {
  const from = attemptOf(message)
  const connection = message.connectionId && (await connectionById(runtime.sql, message.connectionId))
  const find = connection ? findOf(runtime, connection) : null
  const { toAddress, text } = message
  const base = { ...uncertain(message), detail: { ...message.detail, attemptedAt: from.toISOString() } }
  if (!connection || find === null || toAddress === null || text === null) {
    return writeUncertain(runtime.sql, { ...base, asks: ASKED_ENOUGH, dueAt: now }, leased)
  }
  const others = await otherProviderIds(runtime.sql, message, from)
  const attempted = { from: from.getTime(), until: from.getTime() + SENDING_MS }
  const said = await find({ to: toAddress, text, attempted, others })
  const result = believed(said, { connection, attemptedAt: from, now })
  if (result.kind === 'found') {
    const found = await findMessage(runtime.sql, part, message.id)
    const { status, providerMessageId, errorCode, at } = result
    if (found)
      await takeStatus({ runtime, message: found, status, providerMessageId, errorCode, now: new Date(at) })
    return
  }
  await writeUncertain(runtime.sql, afterAnswer(message, base, result, now), leased)
}

type Find = (message: LostMessage) => Promise<FindResult>

function findOf(runtime: Runtime, connection: ConnectionRow): Find | null {
  try {
    return senderOf(runtime, connection).sender.find ?? null
  } catch {
    return null
  }
}

/** A provider may take a while to list what it took, and an account that was changed since is another one. */
function believed(
  said: FindResult,
  { connection, attemptedAt, now }: { connection: ConnectionRow; attemptedAt: Date; now: Date },
): FindResult {
  const unknown = (message: string): FindResult => ({ kind: 'unknown', detail: { message } })
  if (said.kind === 'found' && !isProviderStatus(said.status)) return unknown(`Its status is ${said.status}.`)
  if (said.kind !== 'absent') return said
  if (connection.testedAt !== null && connection.testedAt > attemptedAt)
    return unknown('The connection was changed since.')
  return now.getTime() - attemptedAt.getTime() < SETTLED_MS + SENDING_MS
    ? unknown('It is too early to tell.')
    : said
}

function afterAnswer(
  message: UncertainMessage,
  base: UncertainRow,
  result: Exclude<FindResult, { kind: 'found' }>,
  now: Date,
): UncertainRow {
  if (result.kind === 'absent') {
    const detail = { ...base.detail, provider: 'absent', attempt: message.attempts }
    return retryDelayMs(message.attempts, message.id) === null
      ? { ...base, status: 'failed', reason: 'gave_up', detail, dueAt: now }
      : { ...base, status: 'pending', reason: 'retrying', detail, asks: 0, dueAt: now }
  }
  const asks = message.asks + 1
  const delay = retryDelayMs(asks, message.id)
  const detail = { ...base.detail, provider: result.detail.message }
  return delay === null
    ? { ...base, detail, asks: ASKED_ENOUGH, dueAt: now }
    : { ...base, detail, asks, dueAt: new Date(now.getTime() + delay) }
}

const uncertain = ({ part, id, asks, dueAt }: UncertainMessage): UncertainRow => ({
  part,
  id,
  status: 'uncertain',
  reason: 'no_answer',
  detail: {},
  asks,
  dueAt,
})

/** When the attempt began at the earliest: what is uncertain was given up at the end of its lease, or before. */
function attemptOf({ detail, dueAt }: UncertainMessage): Date {
  const known = Date.parse(String(detail?.attemptedAt))
  return new Date(Number.isNaN(known) ? dueAt.getTime() - SENDING_MS : known)
}

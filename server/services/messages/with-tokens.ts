import type { Sql } from '#db/client.ts'
import { type ReleasedRow, releasePrepared } from '#db/queries/messages-due.ts'
import { type TokensTaken, takeTokens } from '#db/queries/sending-buckets.ts'
import type { Outgoing } from './outgoing.ts'
import type { PreparedBatch } from './prepare.ts'
import { burstOf, sendingLimit } from './sending-limit.ts'

type Priority = 'high' | 'normal' | 'low'

const SLOT = { high: 'slotHigh', normal: 'slotNormal', low: 'slotLow' } as const

/**
 * The prepared messages that may go now, as far as their providers' limits allow; the others are given back and become due
 * one after another, when tokens for them will exist. Costs nothing where no connection of the batch has a limit.
 */
export async function withTokens(
  sql: Sql,
  { ready, preparedUntil }: PreparedBatch,
  now: Date,
): Promise<Outgoing[]> {
  const limited = ready.filter(({ connection }) => sendingLimit(connection) !== null)
  if (limited.length === 0) return [...ready]
  const byConnection = Map.groupBy(limited, ({ connection }) => connection.id)
  const wanted = [...byConnection.values()].map(wantedBy)
  const taken = new Map((await takeTokens(sql, wanted, now)).map((one) => [one.connectionId, one]))
  const postponed = [...byConnection].flatMap(([id, messages]) => withoutToken(messages, taken.get(id), now))
  if (postponed.length > 0) await releasePrepared(sql, postponed, preparedUntil)
  const without = new Set(postponed.map(({ id }) => id))
  return ready.filter(({ message }) => !without.has(message.id))
}

function wantedBy(messages: Outgoing[]) {
  const { connection } = messages[0]!
  const perSecond = sendingLimit(connection)!
  const many = { high: 0, normal: 0, low: 0 }
  for (const message of messages) many[priorityOf(message)] += 1
  return { connectionId: connection.id, perSecond, burst: burstOf(perSecond), ...many }
}

/** Those for whom nothing was left, with the instants at which they are tried again. */
function withoutToken(messages: Outgoing[], taken: TokensTaken | undefined, now: Date): ReleasedRow[] {
  const apartMs = 1_000 / sendingLimit(messages[0]!.connection)!
  return [...Map.groupBy(messages, priorityOf)].flatMap(([priority, ofPriority]) => {
    const first = taken?.[SLOT[priority]] ?? now
    // instants from the database have microseconds, ours don't: never a moment too early
    const dueAt = (place: number) => new Date(Math.ceil(first.getTime() + 1 + place * apartMs))
    return ofPriority.slice(taken?.[priority] ?? 0).map(({ message: { part, id } }, place) => ({
      part,
      id,
      dueAt: dueAt(place),
      reason: 'rate_limited' as const,
    }))
  })
}

function priorityOf({ message }: Outgoing): Priority {
  if (message.priority === 1) return 'normal'
  return message.priority > 1 ? 'high' : 'low'
}

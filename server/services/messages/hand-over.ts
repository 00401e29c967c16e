import { noteConnection } from '#db/queries/message-facts.ts'
import {
  beginSending,
  type DueMessage,
  releasePrepared,
  type SentRow,
  writeSent,
} from '#db/queries/messages-due.ts'
import type { SendResult } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { retryDelayMs } from '../retry-delay.ts'
import { grouped } from './grouped.ts'
import { type Outgoing, sendOutgoing, turnToSend } from './outgoing.ts'
import type { PreparedBatch } from './prepare.ts'
import { withTokens } from './with-tokens.ts'

/** How long a message may stay `sending` without an answer before it counts as uncertain. */
export const SENDING_MS = 60_000
/** Providers answer or time out well before the lease ends, if a message is begun within this. */
const BEGIN_WITHIN_MS = 20_000
/** Messages of one connection that are under way at the same time. */
const AT_ONCE = 10
const RELEASE_MS = 30_000

interface HandOverArgs {
  runtime: Runtime
  now: Date
  batch: PreparedBatch
}

/**
 * Hands prepared messages to their providers, several at a time, each provider at its own speed. A message is committed as
 * `sending` before its provider is spoken to, and its outcome after: a crash in between leaves it `sending`, never to be handed
 * over again blindly. So none is begun before its provider has room for it: those that would only stand in line stay ready to be
 * taken by others.
 */
export async function handOver({ runtime, now, batch }: HandOverArgs): Promise<void> {
  const { sql } = runtime
  const begun = performance.now()
  const at = () => new Date(now.getTime() + (performance.now() - begun))
  const begin = grouped<DueMessage, boolean>(async (messages) => {
    const until = new Date(at().getTime() + SENDING_MS)
    const mine = await beginSending(sql, messages, batch.preparedUntil, until)
    return messages.map(({ id }) => mine.has(id))
  })
  const finish = grouped<SentRow, void>(async (rows) => {
    await writeSent(sql, rows)
    return []
  })
  const faulty = new Map<string, string>()
  const working = new Set<string>()
  const released: DueMessage[] = []
  const ready = await withTokens(sql, batch, at())

  async function inTurn(outgoing: Outgoing): Promise<SendResult | 'released' | 'taken'> {
    const answered = await turnToSend(runtime, outgoing)
    try {
      if (faulty.has(outgoing.connection.id) || performance.now() - begun > BEGIN_WITHIN_MS) return 'released'
      return (await begin(outgoing.message)) ? await sendOutgoing(runtime, outgoing, at()) : 'taken'
    } finally {
      answered()
    }
  }

  async function work(queue: Outgoing[]): Promise<void> {
    for (let outgoing = queue.shift(); outgoing; outgoing = queue.shift()) {
      const { message, connection } = outgoing
      const result = await inTurn(outgoing)
      if (result === 'released') released.push(message)
      if (typeof result === 'string') continue
      if (result.kind === 'retry' && result.connectionFault) faulty.set(connection.id, result.detail.message)
      if (result.kind === 'accepted' && connection.lastError !== null) working.add(connection.id)
      await finish(sentRow(outgoing, result, at()))
    }
  }

  const queues = Map.groupBy(ready, ({ connection }) => connection.id).values()
  await Promise.all(
    queues.flatMap((queue) => Array.from({ length: Math.min(AT_ONCE, queue.length) }, () => work(queue))),
  )
  if (released.length > 0) {
    const dueAt = new Date(at().getTime() + RELEASE_MS)
    const rows = released.map(({ part, id }) => ({ part, id, dueAt, reason: null }))
    await releasePrepared(sql, rows, batch.preparedUntil)
  }
  for (const [id, error] of faulty) {
    runtime.log.warn({ connection: id, error }, 'A provider can not be reached')
    await noteConnection(sql, id, error)
  }
  for (const id of working) if (!faulty.has(id)) await noteConnection(sql, id, null)
}

function sentRow({ message, content }: Outgoing, result: SendResult, at: Date): SentRow {
  const attempt = message.attempts + 1
  const row = {
    part: message.part,
    id: content.id,
    attempt,
    dueAt: at,
    sentAt: null,
    providerMessageId: null,
  }
  switch (result.kind) {
    case 'accepted':
      return {
        ...row,
        status: 'sent',
        reason: null,
        detail: null,
        sentAt: at,
        providerMessageId: result.providerMessageId,
      }
    case 'rejected':
      return { ...row, status: 'failed', reason: result.reason, detail: { ...result.detail } }
    case 'unknown':
      return { ...row, status: 'uncertain', reason: 'no_answer', detail: { ...result.detail } }
    case 'retry': {
      const delay = retryDelayMs(attempt, message.id)
      const detail = { ...result.detail, attempt }
      if (delay === null) return { ...row, status: 'failed', reason: 'gave_up', detail }
      const dueAt = new Date(at.getTime() + Math.max(delay, result.afterMs ?? 0))
      return { ...row, status: 'pending', reason: 'retrying', detail, dueAt }
    }
  }
}

import type { Tx } from '#db/client.ts'
import { claimDueMessages, type DueMessage, writePrepared } from '#db/queries/messages-due.ts'
import type { Runtime } from '../../runtime.ts'
import type { Outgoing } from './outgoing.ts'
import { type Prepared, settled } from './prepared.ts'
import { renderOutgoing } from './render-outgoing.ts'
import { type Addressable, addressable, sendingFacts } from './sending-facts.ts'
import { SendingJudge } from './sending-judge.ts'

export const PREPARED_MS = 40_000

/** Messages that passed every check and are rendered and stored; they may be handed over until `preparedUntil`. */
export interface PreparedBatch {
  claimed: number
  /** The parts that had any. */
  claimedParts: Set<number>
  ready: Outgoing[]
  preparedUntil: Date
}

interface PrepareArgs {
  runtime: Runtime
  parts: number[]
  now: Date
  /** Messages of all parts together; each part has an equal share of it. */
  limit: number
}

/**
 * Claims due messages of some parts, judges and renders them, and stores the outcome: one transaction, nobody is spoken to. The
 * important ones first, then those that are due longest; each counts what of the batch is about to go out before it.
 */
export async function prepareMessages({ runtime, parts, now, limit }: PrepareArgs): Promise<PreparedBatch> {
  const preparedUntil = new Date(now.getTime() + PREPARED_MS)
  return runtime.sql.begin(async (tx) => {
    const share = Math.max(1, Math.floor(limit / parts.length))
    const messages = (await Promise.all(parts.map((part) => claimDueMessages(tx, part, now, share)))).flat()
    if (messages.length === 0) return { claimed: 0, claimedParts: new Set(), ready: [], preparedUntil }
    const partOf = new Map(messages.map(({ id, part }) => [id, part]))
    const prepared = await prepareAll(tx, messages, { runtime, now, preparedUntil })
    await writePrepared(
      tx,
      prepared.map(({ row }) => ({ ...row, part: partOf.get(row.id)! })),
    )
    const ready = prepared.flatMap(({ outgoing }) => (outgoing ? [outgoing] : []))
    return { claimed: messages.length, claimedParts: new Set(partOf.values()), ready, preparedUntil }
  }) as Promise<PreparedBatch>
}

interface Preparing {
  runtime: Runtime
  now: Date
  preparedUntil: Date
}

async function prepareAll(tx: Tx, messages: DueMessage[], preparing: Preparing): Promise<Prepared[]> {
  const { now } = preparing
  const facts = await sendingFacts(tx, messages, now)
  const inOrder = messages.toSorted(
    (a, b) => b.priority - a.priority || a.dueAt.getTime() - b.dueAt.getTime(),
  )
  const found = inOrder.map((message) => addressable(message, facts))
  const judge = new SendingJudge(facts, now)
  await judge.lookUp(
    tx,
    found.filter((one) => one !== null),
  )
  const prepared: Prepared[] = []
  for (const [index, one] of found.entries()) {
    if (one === null) {
      const { id, node } = inOrder[index]!
      prepared.push(settled(id, { status: 'failed', reason: 'step_missing', detail: { node }, dueAt: now }))
      continue
    }
    const outcome = await prepareOne(one, judge, {
      ...preparing,
      connections: facts.connections,
    })
    judge.settle(one, outcome.outgoing !== null)
    prepared.push(outcome)
  }
  return prepared
}

async function prepareOne(
  one: Addressable,
  judge: SendingJudge,
  preparing: Parameters<typeof renderOutgoing>[1],
): Promise<Prepared> {
  const { id } = one.message
  const judgement = judge.judge(one)
  switch (judgement.kind) {
    case 'skip': {
      const { reason, detail } = judgement
      return settled(id, { status: 'skipped', reason, detail, dueAt: preparing.now })
    }
    case 'postpone': {
      const { reason, detail, until } = judgement
      return settled(id, { status: 'pending', reason, detail, dueAt: new Date(until) })
    }
    case 'send':
      return renderOutgoing(one, preparing)
  }
}

import { addMessageEvent, type FoundMessage, settleMessage } from '#db/queries/message-events.ts'
import type { Runtime } from '../../runtime.ts'
import { OPENED, tell } from './record-touch.ts'

interface StatusArgs {
  runtime: Pick<Runtime, 'sql' | 'log'>
  message: FoundMessage
  /** The provider's word: delivered, undelivered, failed, sent, … */
  status: string
  providerMessageId: string
  errorCode: string | null
  /** Words that go into the record of a failed message. */
  said?: string | null
  now: Date
}

const FAILED = new Set(['undelivered', 'failed', 'canceled'])
const TAKEN = new Set(['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read'])

/** Whether the word says what became of a message. */
export const isProviderStatus = (status: string): boolean => TAKEN.has(status) || FAILED.has(status)

/** Takes in what a provider reports of an SMS or a WhatsApp message. Reports may come twice and in any order; the first of a kind counts. */
export async function takeStatus(args: StatusArgs): Promise<void> {
  const { runtime, message, status, providerMessageId, errorCode, now } = args
  if (TAKEN.has(status)) {
    await settleMessage(runtime.sql, message, {
      status: 'sent',
      providerMessageId,
      reason: null,
      detail: null,
      now,
    })
    if (status !== 'delivered' && status !== 'read') return
    if (message.deliveredAt === null)
      await addMessageEvent(runtime.sql, message, { kind: 'delivered', at: now })
    if (status === 'read') await takeRead(args)
  } else if (FAILED.has(status)) {
    const detail = {
      providerStatus: status,
      ...(errorCode ? { code: errorCode } : {}),
      ...(args.said ? { message: args.said } : {}),
    }
    const settled = { status: 'failed', providerMessageId, reason: 'undelivered', detail, now } as const
    if (await settleMessage(runtime.sql, message, settled)) {
      await addMessageEvent(runtime.sql, message, { kind: 'failed', at: now, detail })
    }
  }
}

/** Who read it has opened it, once. */
async function takeRead({ runtime, message, now }: StatusArgs): Promise<void> {
  if (message.openedAt !== null) return
  await addMessageEvent(runtime.sql, message, { kind: 'opened', at: now })
  void tell(runtime, message, now, OPENED[message.channel], `opened:${message.id}`, {})
}

import { addMessageEvent, type FoundMessage, settleSms } from '#db/queries/message-events.ts'
import type { Runtime } from '../../runtime.ts'

interface StatusArgs {
  runtime: Pick<Runtime, 'sql'>
  message: FoundMessage
  /** The provider's word: delivered, undelivered, failed, sent, … */
  status: string
  providerMessageId: string
  errorCode: string | null
  now: Date
}

const FAILED = new Set(['undelivered', 'failed', 'canceled'])
const TAKEN = new Set(['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read'])

/** Whether the word says what became of an SMS. */
export const isProviderStatus = (status: string): boolean => TAKEN.has(status) || FAILED.has(status)

/** Takes in what a provider reports of an SMS. Reports may come twice and in any order; the first of a kind counts. */
export async function takeStatus(args: StatusArgs): Promise<void> {
  const { runtime, message, status, providerMessageId, errorCode, now } = args
  if (TAKEN.has(status)) {
    await settleSms(runtime.sql, message, {
      status: 'sent',
      providerMessageId,
      reason: null,
      detail: null,
      now,
    })
    if ((status !== 'delivered' && status !== 'read') || message.deliveredAt !== null) return
    await addMessageEvent(runtime.sql, message, { kind: 'delivered', at: now })
  } else if (FAILED.has(status)) {
    const detail = { providerStatus: status, ...(errorCode ? { code: errorCode } : {}) }
    const settled = { status: 'failed', providerMessageId, reason: 'undelivered', detail, now } as const
    if (await settleSms(runtime.sql, message, settled)) {
      await addMessageEvent(runtime.sql, message, { kind: 'failed', at: now, detail })
    }
  }
}

import { findMessage } from '#db/queries/message-events.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import { isE164 } from '#flows/sending/address.ts'
import type { Runtime } from '../../runtime.ts'
import { answerReply, heedWish } from '../consents/answer-reply.ts'
import { readMessageToken } from './message-token.ts'
import { takeStatus } from './take-status.ts'
import type { WhatsappCall, WhatsappReply, WhatsappStatus } from './whatsapp-call.ts'

interface TakeArgs {
  runtime: Pick<Runtime, 'sql' | 'log' | 'secrets'>
  connection: ConnectionRow
  call: WhatsappCall
  now: Date
}

/** Takes in a call of WhatsApp's: reports on our messages, and what people wrote or set. What is about another number is left. */
export async function takeWhatsapp({ runtime, connection, call, now }: TakeArgs): Promise<void> {
  const values = call.entry.flatMap(({ changes }) => changes.map(({ value }) => value))
  const ours = values.filter(
    ({ metadata }) => metadata?.phone_number_id === String(connection.settings.phoneNumberId ?? ''),
  )
  for (const { statuses = [], messages = [], user_preferences: preferences = [] } of ours) {
    for (const status of statuses) await takeReport({ runtime, connection, now }, status)
    for (const { from, id, ...said } of messages) {
      const text = textOf(said)
      if (text === null || !isE164(`+${from}`)) continue
      const channel = 'whatsapp'
      await answerReply({ runtime, connection, channel, from: `+${from}`, text, providerMessageId: id, now })
    }
    for (const { wa_id, category = 'marketing_messages', value } of preferences) {
      if (category !== 'marketing_messages' || !isE164(`+${wa_id}`)) continue
      const wish = value === 'stop' ? 'stop' : value === 'resume' ? 'start' : null
      if (wish === null) continue
      const about = { channel: 'whatsapp', from: `+${wa_id}`, text: value, providerMessageId: '' } as const
      await heedWish({ runtime, connection, ...about, wish, now })
    }
  }
}

/** A report names its message by the token that went along, so also one whose answer was lost. */
async function takeReport(
  { runtime, connection, now }: Omit<TakeArgs, 'call'>,
  { id, status, timestamp, biz_opaque_callback_data: token, errors = [] }: WhatsappStatus,
): Promise<void> {
  const ref = token === undefined ? null : readMessageToken(runtime.secrets, 'status', token)
  const message = ref && (await findMessage(runtime.sql, ref.part, ref.messageId))
  if (!message || message.workspaceId !== connection.workspaceId || message.channel !== 'whatsapp') return
  const [error] = errors
  const said = error?.error_data?.details ?? error?.message ?? error?.title ?? null
  const at = Number(timestamp) * 1_000
  await takeStatus({
    runtime,
    message,
    status,
    providerMessageId: id,
    errorCode: error?.code === undefined ? null : String(error.code),
    said: said?.slice(0, 500) ?? null,
    now: at > 0 && at < now.getTime() ? new Date(at) : now,
  })
}

function textOf({ text, button, interactive }: Omit<WhatsappReply, 'from' | 'id'>): string | null {
  return text?.body ?? button?.text ?? interactive?.button_reply?.title ?? null
}

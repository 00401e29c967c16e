import { addConsent, suppress, unsuppress } from '#db/queries/consents.ts'
import { findIdentifiers, identifierId } from '#db/queries/identifiers.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import type { Runtime } from '../../runtime.ts'
import { addressHash } from './address-hash.ts'
import { smsKeyword } from './sms-keyword.ts'

interface AnswerArgs {
  runtime: Pick<Runtime, 'sql'>
  connection: Pick<ConnectionRow, 'id' | 'workspaceId'>
  from: string
  text: string
  /** The provider's id of the SMS, kept as evidence. */
  providerMessageId: string
  now: Date
}

/** Takes in an SMS that a person sent: STOP ends SMS to this number, START renews it. Returns what it understood. */
export async function answerSms(args: AnswerArgs): Promise<'stop' | 'start' | null> {
  const { runtime, connection, from, text, providerMessageId, now } = args
  const keyword = smsKeyword(text)
  if (keyword === null) return null
  const { workspaceId } = connection
  const hash = addressHash(workspaceId, from)
  await runtime.sql.begin(async (tx) => {
    const target = { workspaceId, channel: 'sms', hash, reason: 'stop' } as const
    if (keyword === 'stop') await suppress(tx, { ...target, now })
    else await unsuppress(tx, target)
    const identifier = { workspaceId, kind: 'phone', value: from } as const
    const profileId = (await findIdentifiers(tx, [identifier])).get(identifierId(identifier))
    if (profileId === undefined) return
    const status = keyword === 'stop' ? 'unsubscribed' : 'subscribed'
    const evidence = { text: text.slice(0, 200), providerMessageId }
    await addConsent(tx, {
      workspaceId,
      profileId,
      channel: 'sms',
      kind: 'marketing',
      status,
      source: 'sms_reply',
      time: now,
      evidence,
    })
  })
  return keyword
}

import { addConsent, standingStatus, suppress, unsuppress } from '#db/queries/consents.ts'
import { findIdentifiers, identifierId } from '#db/queries/identifiers.ts'
import type { ConnectionRow } from '#db/queries/message-facts.ts'
import type { Runtime } from '../../runtime.ts'
import { addressHash } from './address-hash.ts'
import { replyKeyword } from './reply-keyword.ts'

interface AnswerArgs {
  runtime: Pick<Runtime, 'sql'>
  connection: Pick<ConnectionRow, 'workspaceId'>
  channel: 'sms' | 'whatsapp'
  /** The person's number in E.164. */
  from: string
  text: string
  /** The provider's id of what they wrote, kept as evidence. */
  providerMessageId: string
  now: Date
}

/** Takes in what a person wrote to the shop: STOP ends messages of the channel to this number, START renews them. Returns what it understood. */
export async function answerReply(args: AnswerArgs): Promise<'stop' | 'start' | null> {
  const keyword = replyKeyword(args.text)
  if (keyword !== null) await heedWish({ ...args, wish: keyword })
  return keyword
}

/** Ends or renews a channel's messages to a number, as the person who has it wants; saying it twice adds nothing. */
export async function heedWish(args: AnswerArgs & { wish: 'stop' | 'start' }): Promise<void> {
  const { runtime, connection, channel, from, text, providerMessageId, now, wish } = args
  const { workspaceId } = connection
  const hash = addressHash(workspaceId, from)
  await runtime.sql.begin(async (tx) => {
    const target = { workspaceId, channel, hash, reason: 'stop' } as const
    if (wish === 'stop') await suppress(tx, { ...target, now })
    else await unsuppress(tx, target)
    const identifier = { workspaceId, kind: 'phone', value: from } as const
    const profileId = (await findIdentifiers(tx, [identifier])).get(identifierId(identifier))
    if (profileId === undefined) return
    const status = wish === 'stop' ? 'unsubscribed' : 'subscribed'
    const about = { workspaceId, profileId, channel, kind: 'marketing' } as const
    if ((await standingStatus(tx, about)) === status) return
    const evidence = { text: text.slice(0, 200), providerMessageId }
    await addConsent(tx, { ...about, status, source: `${channel}_reply`, time: now, evidence })
  })
}

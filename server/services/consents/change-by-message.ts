import { addConsent, standingStatus } from '#db/queries/consents.ts'
import { addMessageEvent, type FoundMessage } from '#db/queries/message-events.ts'
import type { Runtime } from '../../runtime.ts'
import { tell } from '../messages/record-touch.ts'

interface ChangeArgs {
  runtime: Pick<Runtime, 'sql' | 'log'>
  message: FoundMessage
  status: 'subscribed' | 'unsubscribed'
  /** How it was said. */
  source: 'unsubscribe_link' | 'one_click'
  now: Date
}

/** Ends or renews a person's marketing subscription because of a message they got; saying it twice adds nothing. */
export async function changeByMessage({ runtime, message, status, source, now }: ChangeArgs): Promise<void> {
  const { workspaceId, profileId, channel } = message
  const about = { workspaceId, profileId, channel, kind: 'marketing' } as const
  const changed = await runtime.sql.begin(async (tx) => {
    if ((await standingStatus(tx, about)) === status) return false
    const evidence = { message: message.id, flow: message.flowId, node: message.node }
    await addConsent(tx, { ...about, status, source, time: now, evidence })
    if (status === 'unsubscribed') await addMessageEvent(tx, message, { kind: 'unsubscribed', at: now })
    return true
  })
  if (!changed) return
  const event = status === 'subscribed' ? 'Subscribed' : 'Unsubscribed'
  void tell(runtime, message, now, event, `${status}:${message.id}:${now.getTime()}`, { channel, source })
}

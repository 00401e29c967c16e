import { standingStatus } from '#db/queries/consents.ts'
import { findMessage } from '#db/queries/message-events.ts'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Runtime } from '../../runtime.ts'
import { readMessageToken } from '../messages/message-token.ts'

/** What the unsubscribe page says to the person who followed a message's link. */
export interface Subscription {
  shop: string
  channel: MessageChannel
  /** Where the message went, with its middle hidden: the page may be seen by others. */
  address: string
  subscribed: boolean
  locale: 'tr' | 'en'
}

interface TokenArgs {
  runtime: Pick<Runtime, 'sql' | 'secrets'>
  input: { token: string }
}

/** The subscription that a signed unsubscribe link is about; null where the link is not ours or its message is gone. */
export async function subscriptionByToken({ runtime, input }: TokenArgs): Promise<Subscription | null> {
  const ref = readMessageToken(runtime.secrets, 'unsubscribe', input.token)
  const message = ref && (await findMessage(runtime.sql, ref.part, ref.messageId))
  if (!message) return null
  const { workspaceId, profileId, channel } = message
  const [workspaces, profiles, status] = await Promise.all([
    workspaceFacts(runtime.sql, [workspaceId]),
    loadProfiles(runtime.sql, [{ workspaceId, id: profileId }]),
    standingStatus(runtime.sql, { workspaceId, profileId, channel, kind: 'marketing' }),
  ])
  const workspace = workspaces.get(workspaceId)
  if (!workspace) return null
  const locale = profiles.get(profileId)?.locale || workspace.locale
  return {
    shop: workspace.name,
    channel,
    address: masked(message.toAddress ?? ''),
    subscribed: status !== 'unsubscribed',
    locale: locale.toLowerCase().startsWith('tr') ? 'tr' : 'en',
  }
}

function masked(address: string): string {
  const at = address.lastIndexOf('@')
  if (at > 0) return `${address.slice(0, 1)}•••${address.slice(at)}`
  return address.length > 6 ? `${address.slice(0, 3)}•••${address.slice(-2)}` : '•••'
}

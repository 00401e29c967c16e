import {
  addMessageEvent,
  blameBot,
  type FoundMessage,
  findMessage,
  recentClicks,
  settleMessage,
} from '#db/queries/message-events.ts'
import { identifiersOf } from '#db/queries/people.ts'
import { loadProfiles, type ProfileRef } from '#db/queries/profiles.ts'
import { isWebAddress } from '#flows/content/links.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Runtime } from '../../runtime.ts'
import { record } from '../events/record.ts'
import type { Agent } from './agent-of.ts'
import type { MessageRef } from './message-token.ts'

/** A person follows one link at a time; a scanner follows them all. */
const BURST_MS = 2_000
const BURST_LINKS = 3

interface TouchArgs {
  runtime: Pick<Runtime, 'sql' | 'log'>
  message: FoundMessage
  agent: Agent
  userAgent: string | undefined
  now: Date
}

/** What an open is called among a person's events. */
export const OPENED = {
  email: 'Opened Email',
  sms: 'Opened Message',
  push: 'Opened Push',
  whatsapp: 'Read WhatsApp',
} as const satisfies Record<MessageChannel, string>

/**
 * Records that a message's picture was fetched: an e-mail was opened; a notification was shown, which is its delivery, for
 * nobody has looked at it yet.
 */
export async function recordOpen({ runtime, message, agent, userAgent, now }: TouchArgs): Promise<void> {
  if (message.channel === 'push') return recordShown(runtime, message, now)
  await addMessageEvent(runtime.sql, message, {
    kind: 'opened',
    at: now,
    agent,
    userAgent: userAgent ?? null,
  })
  if (agent === 'person')
    void tell(runtime, message, now, OPENED[message.channel], `opened:${message.id}`, {})
}

/** A notification that was shown did arrive, also where the push service's answer was lost. */
async function recordShown({ sql }: Pick<Runtime, 'sql'>, message: FoundMessage, now: Date): Promise<void> {
  const shown = { status: 'sent', providerMessageId: null, reason: null, detail: null, now } as const
  await settleMessage(sql, message, shown)
  if (message.deliveredAt === null) await addMessageEvent(sql, message, { kind: 'delivered', at: now })
}

/** Records that a link of a message was followed. Many different links within two seconds are a scanner's. */
export async function recordClick(args: TouchArgs & { url: string }): Promise<void> {
  const { runtime, message, agent, userAgent, now, url } = args
  const { sql } = runtime
  const since = new Date(now.getTime() - BURST_MS)
  const links = agent === 'person' ? await recentClicks(sql, message, since) : new Set<string>()
  const burst = links.add(url).size >= BURST_LINKS
  const id = await addMessageEvent(sql, message, {
    kind: 'clicked',
    at: now,
    agent: burst ? 'bot' : agent,
    url,
    userAgent: userAgent ?? null,
  })
  if (burst) await blameBot(sql, message, since)
  else if (agent === 'person') {
    if (message.channel === 'push' && message.openedAt === null) await openByClick(args)
    void tell(runtime, message, now, 'Clicked Link', `clicked:${id}`, { url })
  }
}

/** A notification is opened by clicking it. */
async function openByClick({ runtime, message, now }: TouchArgs): Promise<void> {
  await addMessageEvent(runtime.sql, message, { kind: 'opened', at: now })
  void tell(runtime, message, now, OPENED[message.channel], `opened:${message.id}`, {})
}

/** Where a tracked link leads: the message's own list knows, and nothing else does. */
export async function clickTarget(
  { sql }: Pick<Runtime, 'sql'>,
  { part, messageId, link }: MessageRef,
): Promise<{ message: FoundMessage; url: string } | null> {
  const message = await findMessage(sql, part, messageId)
  const url = message?.links[link]
  return message && url !== undefined && isWebAddress(url) ? { message, url } : null
}

/** What happened as an event of the person, so that flows and segments can ask for it. Never throws, and nobody waits for it. */
export async function tell(
  { sql, log }: Pick<Runtime, 'sql' | 'log'>,
  message: FoundMessage,
  now: Date,
  event: (typeof OPENED)[MessageChannel] | 'Clicked Link' | 'Unsubscribed' | 'Subscribed',
  key: string,
  properties: Record<string, string>,
): Promise<void> {
  try {
    const { workspaceId, profileId } = message
    const profile = (await loadProfiles(sql, [{ workspaceId, id: profileId }])).get(profileId)
    const named = {
      ...(profile?.external_id ? { external_id: profile.external_id } : {}),
      ...(profile?.email ? { email: profile.email } : {}),
      ...(profile?.phone ? { phone: profile.phone } : {}),
    }
    const identifiers =
      Object.keys(named).length > 0 ? named : await anonymousId(sql, { workspaceId, id: profileId })
    if (Object.keys(identifiers).length === 0) return
    await record({
      ctx: { sql, workspaceId, actor: { kind: 'system' }, now },
      input: [
        {
          key,
          event,
          time: now.toISOString(),
          identifiers,
          profile: {},
          properties: { message_id: message.id, flow_id: message.flowId, node: message.node, ...properties },
          value: null,
          currency: null,
          backfill: false,
        },
      ],
    })
  } catch (error) {
    log.warn({ error: String(error), message: message.id }, 'A touch was stored, but not as an event')
  }
}

/** What names a visitor who has said nothing of themselves. */
async function anonymousId(sql: Runtime['sql'], person: ProfileRef): Promise<{ anonymous_id?: string }> {
  const known = await identifiersOf(sql, person)
  const value = known.find(({ kind }) => kind === 'anonymous_id')?.value
  return value === undefined ? {} : { anonymous_id: value }
}

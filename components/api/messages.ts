import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'

export const MESSAGE_STATUSES = [
  'pending',
  'sending',
  'sent',
  'uncertain',
  'failed',
  'skipped',
  'review',
  'unconnected',
  'discarded',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

export interface MessageSummary {
  id: string
  channel: MessageChannel
  status: MessageStatus
  reason: string | null
  subject: string | null
  excerpt: string | null
  to: string | null
  profile: { id: string; name: string | null; email: string | null; phone: string | null }
  flow: { id: string; name: string | null }
  node: string
  runId: string
  createdAt: string
  dueAt: string | null
  sentAt: string | null
  deliveredAt: string | null
  openedAt: string | null
  clickedAt: string | null
}

export interface MessageDetail extends MessageSummary {
  detail: Record<string, unknown> | null
  attempts: number
  provider: string | null
  providerMessageId: string | null
  html: string | null
  text: string | null
  links: string[]
  bouncedAt: string | null
  events: { kind: string; at: string; agent: 'person' | 'bot' | 'proxy'; url: string | null }[]
}

export interface MessageFilter {
  status: string
  channel: string
  flow: string
}

export interface MessagePage {
  items: MessageSummary[]
  next: string | null
}

/** A page of messages, newest first. */
export function fetchMessages(
  filter: MessageFilter,
  after: string | null,
  signal: AbortSignal,
): Promise<MessagePage> {
  const query = new URLSearchParams({ limit: '50' })
  for (const [name, value] of Object.entries({ ...filter, after: after ?? '' }))
    if (value !== '') query.set(name, value)
  return fetchJson(`/api/v1/messages?${query}`, { signal })
}

export const messageQuery = (id: string) => ({
  queryKey: ['messages', 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<MessageDetail>(`/api/v1/messages/${id}`, { signal }),
})

export interface Waiting {
  review: number
  unconnected: number
  uncertain: number
  unconnectedChannels: MessageChannel[]
  at: string
}

export const waitingQuery = {
  queryKey: ['messages', 'waiting'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<Waiting>('/api/v1/messages/waiting', {
      signal,
    }),
}

export const sendMessage = (id: string, evenIfSent: boolean): Promise<MessageDetail> =>
  fetchJson(`/api/v1/messages/${id}/send`, { method: 'POST', body: { evenIfSent } })

export const discardMessage = (id: string): Promise<MessageDetail> =>
  fetchJson(`/api/v1/messages/${id}/discard`, { method: 'POST' })

/** Lets go what waited for a provider of this channel and is not older than a day. */
export const sendWaiting = (channel: MessageChannel): Promise<{ count: number }> =>
  fetchJson('/api/v1/messages/send-waiting', { method: 'POST', body: { channel } })

/** How many wait, of a flow or a channel where they are named. */
export const waitingOfQuery = ({ channel, flow }: Pick<MessageFilter, 'channel' | 'flow'>) => ({
  queryKey: ['messages', 'waiting', { channel, flow }],
  queryFn: ({ signal }: { signal: AbortSignal }) => {
    const query = new URLSearchParams(Object.entries({ channel, flow }).filter(([, value]) => value !== ''))
    return fetchJson<Waiting>(`/api/v1/messages/waiting?${query}`, { signal })
  },
})

/** Messages that a person decides about at once: those that are named, or all in review that were there at an instant. */
export type ManyMessages =
  | { ids: string[] }
  | { status: 'review'; until: string; channel?: string; flow?: string }

export const decideMany = (verb: 'send' | 'discard', which: ManyMessages): Promise<{ count: number }> =>
  fetchJson(`/api/v1/messages/${verb}`, { method: 'POST', body: which })

import type { Provider } from '#flows/sending/providers.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'

/** A provider's account as the API shows it; secrets are only named. */
export interface Connection {
  id: string
  channel: MessageChannel
  provider: Provider
  status: 'connected' | 'failing' | 'disabled'
  settings: Record<string, unknown>
  secrets: string[]
  lastError: string | null
  createdAt: string
  testedAt: string | null
  inboundUrl: string | null
  messagesPerSecond: number | null
  verifyToken: string | null
}

export interface ConnectionWishes {
  channel: Connection['channel']
  provider: Connection['provider']
  settings: Record<string, unknown>
  testTo?: string
}

export const connectionsQuery = {
  queryKey: ['connections'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ items: Connection[] }>('/api/v1/connections', { signal }),
}

/** Connects a provider, or changes one that is; it has to prove that it works first. */
export function saveConnection(wishes: ConnectionWishes, id: string | null): Promise<Connection> {
  const { settings, testTo } = wishes
  return id === null
    ? fetchJson('/api/v1/connections', { method: 'POST', body: wishes })
    : fetchJson(`/api/v1/connections/${id}`, { method: 'PATCH', body: { settings, testTo } })
}

export const testConnection = (id: string, to: string): Promise<Connection> =>
  fetchJson(`/api/v1/connections/${id}/test`, { method: 'POST', body: { to } })

export const disconnect = (id: string): Promise<void> =>
  fetchJson(`/api/v1/connections/${id}`, { method: 'DELETE' })

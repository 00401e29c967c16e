import { fetchJson } from './fetch-json.ts'

export const SCOPES = ['ingest', 'read', 'write'] as const

export interface ApiKey {
  id: string
  name: string
  kind: 'secret' | 'public'
  prefix: string
  scopes: (typeof SCOPES)[number][]
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

export interface NewApiKey {
  id: string
  /** Answered this once. */
  key: string
}

export interface KeyWishes {
  name: string
  kind: ApiKey['kind']
  scopes: ApiKey['scopes']
}

export const keysQuery = {
  queryKey: ['keys'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ items: ApiKey[] }>('/api/v1/keys', { signal }),
}

export function createKey(body: KeyWishes): Promise<NewApiKey> {
  return fetchJson<NewApiKey>('/api/v1/keys', { method: 'POST', body })
}

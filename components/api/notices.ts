import { fetchJson } from './fetch-json.ts'

export interface Notice {
  id: string
  text: string
  status: 'pending' | 'sent' | 'failed'
  error: string | null
  flow: { id: string; name: string | null }
  node: string
  runId: string
  profile: { id: string; name: string | null; email: string | null; phone: string | null }
  createdAt: string
  seenAt: string | null
}

/** What flows told the team: what nobody has seen first. */
export const noticesQuery = {
  queryKey: ['notices'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ notices: Notice[]; unseen: number }>('/api/v1/notices?limit=10', { signal }),
}

export const seeNotices = (ids: string[]): Promise<{ count: number }> =>
  fetchJson('/api/v1/notices/seen', { method: 'POST', body: { ids } })

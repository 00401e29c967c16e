import { fetchJson } from './fetch-json.ts'

/** An accepted event that could not be read after five tries. */
export interface FailedEvent {
  id: string
  event: string
  time: string
  receivedAt: string
  identifiers: Record<string, string>
  properties: Record<string, unknown>
  error: string
}

interface FailedEventPage {
  items: FailedEvent[]
  /** Of all of them; counts to 1,000. */
  count: number
  next: string | null
}

const ADDRESS = '/api/v1/events/failed'

export const failedEventsQuery = {
  queryKey: ['failed-events'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<FailedEventPage>(`${ADDRESS}?limit=50`, { signal }),
}

/** Tries one again; `null`: all of them. */
export const retryFailedEvents = (id: string | null): Promise<{ count: number }> =>
  fetchJson(id === null ? `${ADDRESS}/retry` : `${ADDRESS}/${id}/retry`, { method: 'POST' })

export const deleteFailedEvent = (id: string): Promise<void> =>
  fetchJson(`${ADDRESS}/${id}`, { method: 'DELETE' })

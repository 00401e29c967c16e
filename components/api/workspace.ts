import type { Duration } from '#flows/schedule/duration.ts'
import { fetchJson } from './fetch-json.ts'

export interface FrequencyCap {
  /** Null counts the messages of every channel together. */
  channel: 'email' | 'sms' | null
  messages: number
  per: Duration
}

/** When and how often people are written to. */
export interface SendingSettings {
  /** `21:00` to `09:00` in each person's own time zone. */
  quietHours: { from: string; to: string } | null
  /** Hours; 0 for no such rule. */
  smartSending: Record<'email' | 'sms' | 'push' | 'whatsapp', number>
  frequencyCaps: FrequencyCap[]
}

/** The shop's settings as far as they are about sending. */
export const sendingQuery = {
  queryKey: ['workspace', 'sending'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<SendingSettings>('/api/v1/workspace', { signal }),
}

export const saveSending = (settings: SendingSettings): Promise<SendingSettings> =>
  fetchJson('/api/v1/workspace', { method: 'PATCH', body: settings })

import type { FrequencyCap, QuietHours, SmartSending } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'

/** When and how often people are written to. */
export interface SendingSettings {
  quietHours: QuietHours | null
  smartSending: SmartSending
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

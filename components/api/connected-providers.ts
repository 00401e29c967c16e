'use client'

import { useQuery } from '@tanstack/react-query'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'

export interface ConnectedProvider {
  id: string
  channel: MessageChannel
  provider: string
  status: string
}

/** Providers that send this workspace's messages. */
export function useConnectedProviders() {
  return useQuery({
    queryKey: ['connections'],
    queryFn: ({ signal }) => fetchJson<{ items: ConnectedProvider[] }>('/api/v1/connections', { signal }),
    select: ({ items }) => items,
  })
}

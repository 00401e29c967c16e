'use client'

import { useQuery } from '@tanstack/react-query'
import type { Json } from '#flows/json.ts'
import { fetchJson } from './fetch-json.ts'

export interface SeenPath {
  path: string
  example?: Json
}

export interface SeenEvent {
  name: string
  paths: SeenPath[]
  lastSeenAt: string | null
}

/** Events that have reached this workspace, with the property paths seen in them; feeds every picker. */
export function useSeenEvents() {
  return useQuery({
    queryKey: ['events', 'seen'],
    queryFn: ({ signal }) => fetchJson<{ items: SeenEvent[] }>('/api/v1/events/seen', { signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  })
}

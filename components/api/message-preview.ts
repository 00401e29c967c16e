'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Flow } from '#flows/graph/flow.ts'
import { fetchJson } from './fetch-json.ts'

export interface MessagePreview {
  subject: string
  preheader: string
  html: string
  text: string
  from: string
  /** What a notification has besides its texts. */
  push?: { url: string; icon: string | null; image: string | null }
  warnings: (string | { message: string })[]
}

/** One message step of a draft as a person would get it. Nothing is sent. */
export function useMessagePreview(input: { graph: Flow; node: string; locale: string; enabled: boolean }) {
  const { graph, node, locale, enabled } = input
  const config = graph.nodes.find((step) => step.id === node)?.config
  return useQuery({
    queryKey: ['messages', 'preview', node, locale, config],
    queryFn: ({ signal }) =>
      fetchJson<MessagePreview>('/api/v1/messages/preview', {
        method: 'POST',
        body: { graph, node, locale },
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'

export interface ListSummary {
  id: string
  name: string
  members: number
}

/** Every list of the workspace, by name: all pages, since a shop has tens of them. */
export function useLists() {
  return useQuery({ queryKey: ['lists'], queryFn: ({ signal }) => allLists(signal), staleTime: 60_000 })
}

async function allLists(signal: AbortSignal): Promise<ListSummary[]> {
  const items: ListSummary[] = []
  let after: string | null = null
  do {
    const page: { items: ListSummary[]; next?: string | null } = await fetchJson(
      `/api/v1/lists?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      { signal },
    )
    items.push(...page.items)
    after = page.next ?? null
  } while (after !== null)
  return items
}

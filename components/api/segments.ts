'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Condition } from '#flows/conditions/condition.ts'
import { fetchJson } from './fetch-json.ts'
import type { Person } from './people.ts'

export interface Segment {
  id: string
  name: string
  kind: 'live' | 'static'
  definition: Condition
  members: number
  computing: boolean
  computedAt: string | null
  createdBy: string | null
  createdAt: string
  updatedAt: string
}
export type SegmentMember = Person & { since: string }
export interface SegmentDay {
  day: string
  entered: number
  left: number
  size: number
}
export interface SegmentInput {
  name: string
  definition: Condition
  kind?: 'live' | 'static'
}

/** People come and go by themselves: what is shown follows them. */
const FOLLOW_MS = 2_000

/** The workspace's segments by name; `follow` shows their sizes as they change. */
export function useSegments({ follow = false }: { follow?: boolean } = {}) {
  return useQuery({
    queryKey: ['segments', 'list'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ items: Segment[] }>('/api/v1/segments', { signal })).items,
    refetchInterval: follow ? 5_000 : false,
    staleTime: follow ? 0 : 60_000,
  })
}

export function useSegment(id: string) {
  return useQuery({
    queryKey: ['segments', 'one', id],
    queryFn: ({ signal }) => fetchJson<Segment>(`/api/v1/segments/${id}`, { signal }),
    refetchInterval: FOLLOW_MS,
  })
}

export function useSegmentMembers(id: string) {
  return useQuery({
    queryKey: ['segments', 'members', id],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ items: SegmentMember[] }>(`/api/v1/segments/${id}/members?limit=50`, { signal }))
        .items,
    refetchInterval: FOLLOW_MS,
  })
}

export function useSegmentHistory(id: string) {
  return useQuery({
    queryKey: ['segments', 'history', id],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ items: SegmentDay[] }>(`/api/v1/segments/${id}/history?days=30`, { signal })).items,
    refetchInterval: 30_000,
  })
}

/** How many people a definition holds of, and some of them; as of a past instant where one is given. */
export function useSegmentPreview(definition: Condition | null, at: string | null) {
  return useQuery({
    queryKey: ['segments', 'preview', definition, at],
    queryFn: ({ signal }) =>
      fetchJson<{ count: number; sample: Person[] }>('/api/v1/segments/preview', {
        method: 'POST',
        body: { definition, ...(at ? { at } : {}) },
        signal,
      }),
    enabled: definition !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  })
}

export function useSaveSegment(id: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Partial<SegmentInput>) =>
      fetchJson<Segment>(id === null ? '/api/v1/segments' : `/api/v1/segments/${id}`, {
        method: id === null ? 'POST' : 'PATCH',
        body: input,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments'] }),
  })
}

export function useDeleteSegment() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => fetchJson(`/api/v1/segments/${id}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments', 'list'] }),
  })
}

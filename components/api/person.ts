'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FactValue } from '#flows/conditions/facts.ts'
import type { JsonObject } from '#flows/json.ts'
import type { TraitName } from '#flows/traits/trait-names.ts'
import { fetchJson } from './fetch-json.ts'
import type { Person } from './people.ts'

export interface ListedPerson extends Person {
  properties: JsonObject
  created_at: string
  last_seen_at: string | null
}
export interface FullPerson extends ListedPerson {
  time_zone: string | null
  locale: string | null
  identifiers: { kind: string; value: string }[]
  consents: {
    channel: 'email' | 'sms' | 'push' | 'whatsapp'
    kind: 'marketing' | 'transactional'
    status: 'subscribed' | 'unsubscribed' | 'pending'
    source: string
    time: string
  }[]
}
interface Group {
  id: string
  name: string
  since: string
}
export interface PersonPanel {
  traits: Record<TraitName, FactValue>
  segments: Group[]
  lists: Group[]
  flows: { flow: { id: string; name: string }; run: string; since: string; node: string | null }[]
}
export interface TimelineItem {
  kind: 'event' | 'message' | 'run'
  id: string
  at: string
  title: string | null
  flow: { id: string; name: string } | null
  detail: JsonObject
}
interface Paged<T> {
  items: T[]
  next: string | null
}

const nextOf = ({ next }: Paged<unknown>) => next
const from = (after: string | null) => (after ? `&after=${encodeURIComponent(after)}` : '')

/** People by any part of a name, an address or a number, the newest first. */
export function usePeopleList(search: string) {
  return useInfiniteQuery({
    queryKey: ['people', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<Paged<ListedPerson>>(
        `/api/v1/profiles?limit=50&search=${encodeURIComponent(search)}${from(pageParam)}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  })
}

export function usePerson(id: string) {
  return useQuery({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => fetchJson<FullPerson>(`/api/v1/profiles/${id}`, { signal }),
  })
}

export function usePersonPanel(id: string) {
  return useQuery({
    queryKey: ['people', 'panel', id],
    queryFn: ({ signal }) => fetchJson<PersonPanel>(`/api/v1/profiles/${id}/panel`, { signal }),
    refetchInterval: 5_000,
  })
}

export function useTimeline(id: string) {
  return useInfiniteQuery({
    queryKey: ['people', 'timeline', id],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<Paged<TimelineItem>>(`/api/v1/profiles/${id}/timeline?limit=30${from(pageParam)}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  })
}

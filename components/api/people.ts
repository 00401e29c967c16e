'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'

/** A person, as far as a list of them shows. */
export interface Person {
  id: string
  external_id: string | null
  email: string | null
  phone: string | null
  first_name: string | null
  last_name: string | null
}

/** The person whom an e-mail address, a phone number or an id of the shop's names; the newest people without one. */
export function usePeople(search: string) {
  const text = search.trim()
  return useQuery({
    queryKey: ['people', text],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ limit: '20', ...(text && { [identifierOf(text)]: text }) })
      return (await fetchJson<{ items: Person[] }>(`/api/v1/profiles?${query}`, { signal })).items
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })
}

/** What somebody is called on a list; null for who has told nothing of themselves. */
export function personName({
  first_name,
  last_name,
  email,
  phone,
  external_id,
}: Omit<Person, 'id' | 'external_id'> & Partial<Person>): string | null {
  return [first_name, last_name].filter(Boolean).join(' ') || email || phone || external_id || null
}

function identifierOf(text: string): 'email' | 'phone' | 'external_id' {
  if (text.includes('@')) return 'email'
  return /^\+[\d\s()-]{7,}$/.test(text) ? 'phone' : 'external_id'
}

'use client'

import { useMemo } from 'react'
import type { Json } from '#flows/json.ts'
import { type SeenPath, useSeenEvents } from '../api/seen-events.ts'

export const PROFILE_PATHS = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'city',
  'country',
  'locale',
  'time_zone',
  'external_id',
  'birthday',
  'created_at',
] as const

const EVENT_BASICS: SeenPath[] = [{ path: 'value' }, { path: 'currency' }, { path: 'time' }]

/** Paths that an event of this name has been seen with (of any event without a name), each with an example. */
export function useEventPaths(event: string | null): SeenPath[] {
  const { data: seen } = useSeenEvents()
  return useMemo(() => {
    const paths = new Map<string, SeenPath>()
    for (const one of seen ?? []) {
      if (event !== null && one.name !== event) continue
      for (const path of one.paths) if (!paths.has(path.path)) paths.set(path.path, path)
    }
    for (const basic of EVENT_BASICS) if (!paths.has(basic.path)) paths.set(basic.path, basic)
    return [...paths.values()]
  }, [seen, event])
}

/** An example as one short line. */
export function exampleText(example: Json | undefined): string | undefined {
  if (example === undefined || example === null || example === '') return undefined
  const text = typeof example === 'object' ? JSON.stringify(example) : String(example)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

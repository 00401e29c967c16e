'use client'

import { useMemo } from 'react'
import type { Known } from '#flows/graph/unknown-names.ts'
import { useFlows } from '../api/flows.ts'
import { useLists } from '../api/lists.ts'
import { useSeenEvents } from '../api/seen-events.ts'
import { useSegments } from '../api/segments.ts'
import type { Words } from '../conditions/describe.ts'

/** What the workspace has, as far as it has been loaded: for warnings about unknown names, and for the names on cards. */
export function useKnown(): { known: Known; names: NonNullable<Words['names']> } {
  const { data: seen } = useSeenEvents()
  const { data: lists } = useLists()
  const { data: flows } = useFlows()
  const { data: segments } = useSegments()
  const known = useMemo(
    (): Known => ({
      ...(seen && {
        events: new Set(seen.map(({ name }) => name)),
        paths: new Map(seen.map(({ name, paths }) => [name, new Set(paths.map(({ path }) => path))])),
      }),
      ...(lists && { lists: new Set(lists.flatMap(({ id, name }) => [id, name])) }),
      ...(segments && { segments: new Set(segments.flatMap(({ id, name }) => [id, name])) }),
      ...(flows && { flows: new Set(flows.map(({ id }) => id)) }),
    }),
    [seen, lists, segments, flows],
  )
  const names = useMemo(
    () => ({
      ...(lists && { list: new Map(lists.map(({ id, name }) => [id, name])) }),
      ...(segments && { segment: new Map(segments.map(({ id, name }) => [id, name])) }),
      ...(flows && { flow: new Map(flows.map(({ id, name }) => [id, name])) }),
    }),
    [lists, segments, flows],
  )
  return { known, names }
}

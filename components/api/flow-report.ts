'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'
import type { Money } from './flows.ts'

/** What happened at one step in the period. */
export interface NodeFigures {
  entered: number
  waiting: number
  sent?: number
  skipped?: number | Record<string, number>
  opened?: number
  clicked?: number
  orders?: number
  revenue?: Money[]
}

/** The part of a flow's report that the canvas draws. */
export interface CanvasReport {
  entered: number
  active: number
  nodes: Record<string, NodeFigures>
  edges: { from: string; branch: string | null; count: number }[]
}

/** What the canvas' figures are about: days of the workspace's calendar, both counted; `version` null: all of them. */
export interface FigureScope {
  from: string
  to: string
  version: number | null
}

/** The scope as the API is asked for it. */
function queryOf({ from, to, version }: FigureScope): URLSearchParams {
  return new URLSearchParams({ from, to, ...(version === null ? {} : { version: String(version) }) })
}

/** Figures per step and per edge of a period; asked again every 15 s while they are looked at. */
export function useCanvasReport(id: string, { scope, enabled }: { scope: FigureScope; enabled: boolean }) {
  return useQuery({
    queryKey: ['flows', 'report', id, scope],
    queryFn: ({ signal }) =>
      fetchJson<CanvasReport>(`/api/v1/flows/${id}/report?${queryOf(scope)}`, { signal }),
    enabled,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })
}

/** A figure of a step, or of the line that leaves it by `branch`. */
export interface Figure {
  of: 'entered' | 'waiting' | 'sent' | 'skipped' | 'opened' | 'clicked' | 'orders' | 'left'
  node: string
  branch: string | null
}

/** Somebody who is counted in a figure. */
export interface CountedPerson {
  id: string
  runId: string
  at: string
  reason: string | null
  amount: string | null
  currency: string | null
  versionNumber: number | null
  profile: {
    id: string
    first_name: string | null
    last_name: string | null
    email: string | null
    phone: string | null
  }
}

/** The address of the people behind a figure. */
export function peoplePath(id: string, scope: FigureScope, { of, node, branch }: Figure): string {
  const query = queryOf(scope)
  for (const [name, value] of Object.entries({ of, node, branch })) if (value) query.set(name, value)
  return `/api/v1/flows/${id}/people?${query}`
}

/** Who is behind a figure, page by page. */
export function useFigurePeople(id: string, scope: FigureScope, figure: Figure) {
  const path = peoplePath(id, scope, figure)
  return useInfiniteQuery({
    queryKey: ['flows', 'people', path],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<{ items: CountedPerson[]; next: string | null }>(
        pageParam === null ? path : `${path}&after=${encodeURIComponent(pageParam)}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

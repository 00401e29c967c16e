'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
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

/** Figures per step and per edge of a period; asked again every 15 s while they are looked at. */
export function useCanvasReport(id: string, { days, enabled }: { days: number | null; enabled: boolean }) {
  return useQuery({
    queryKey: ['flows', 'report', id, days],
    queryFn: ({ signal }) => {
      const from = days === null ? '' : `?from=${encodeURIComponent(daysAgo(days))}`
      return fetchJson<CanvasReport>(`/api/v1/flows/${id}/report${from}`, { signal })
    },
    enabled,
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString()
}

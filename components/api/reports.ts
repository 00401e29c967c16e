'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FlowNode, Trigger } from '#flows/graph/flow.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'
import type { FlowStatus, Money } from './flows.ts'

/** Days of the workspace's calendar, `YYYY-MM-DD`, both counted. */
export interface ReportRange {
  from: string
  to: string
}

export interface ReportDay {
  day: string
  entered: number
  sent: number
  opened: number
  clicked: number
  orders: number
  revenue: Money[]
}

export interface MessageTotals {
  sent: number
  skipped: Record<string, number>
  unsent: Record<string, number>
  opened: number
  clicked: number
}

export interface StepFigures extends MessageTotals {
  entered: number
  waiting: number
  orders: number
  revenue: Money[]
  conversionPerSend: number | null
}

export interface FlowReport {
  flow: { id: string; name: string; status: FlowStatus }
  currency: string
  timeZone: string
  entered: number
  active: number
  completed: number
  converted: number
  exited: Record<string, number>
  failed: number
  held: number
  messages: Record<MessageChannel, MessageTotals>
  orders: number
  revenue: Money[]
  nodes: Record<string, StepFigures>
  trigger: Trigger | null
  steps: FlowNode[]
  days: ReportDay[]
}

export interface FlowEarnings {
  id: string
  name: string
  status: FlowStatus
  entered: number
  sent: number
  opened: number
  clicked: number
  orders: number
  revenue: Money[]
}

export interface FlowsReport {
  currency: string
  timeZone: string
  totals: Omit<FlowEarnings, 'id' | 'name' | 'status'>
  flows: FlowEarnings[]
  days: ReportDay[]
}

export interface Overview {
  people: number
  customers: number
  repeatCustomers: number
  orders: number
  refunds: number
  revenue: { currency: string; gross: string; refunded: string; net: string }[]
}

const FRESH_MS = 30_000

/** The address of a report over a period; null is all time. */
export function reportPath(path: string, range: ReportRange | null, format?: 'csv'): string {
  const query = new URLSearchParams({ ...range, ...(format && { format }) })
  return `/api/v1/${path}${query.size > 0 ? `?${query}` : ''}`
}

/** One flow's report; asked again while it is looked at. */
export function useFlowReport(id: string, range: ReportRange) {
  return useReport<FlowReport>(`flows/${id}/report`, range)
}

/** All flows side by side. */
export function useFlowsReport(range: ReportRange) {
  return useReport<FlowsReport>('reports/flows', range)
}

/** The shop's people, orders and revenue; null is all time. */
export function useOverview(range: ReportRange | null) {
  return useReport<Overview>('reports/overview', range)
}

function useReport<T>(path: string, range: ReportRange | null) {
  return useQuery({
    queryKey: ['reports', path, range],
    queryFn: ({ signal }) => fetchJson<T>(reportPath(path, range), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_MS,
  })
}

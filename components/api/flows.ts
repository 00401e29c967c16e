'use client'

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Flow } from '#flows/graph/flow.ts'
import type { FlowShape } from '#flows/graph/flow-shape.ts'
import type { Problem } from '#flows/graph/problem.ts'
import { fetchJson } from './fetch-json.ts'
import { actOnFlow, duplicateFlow } from './flow-deeds.ts'

export type FlowStatus = 'draft' | 'live' | 'paused' | 'archived'

export interface Money {
  currency: string
  amount: string
}

/** A row of the list of flows. */
export interface FlowSummary {
  id: string
  name: string
  status: FlowStatus
  updatedAt: string
  triggerLabel?: string | null
  entered?: number
  active?: number
  revenue?: Money[]
  tags: string[]
  /** The draft without its contents; of a long flow the beginning. */
  shape: FlowShape
  /** Days of the last thirty on which something happened, in the workspace's zone. */
  days: { day: string; entered: number; revenue: Money[] }[]
}

/** A flow with its draft. */
export interface FlowDetail {
  id: string
  name: string
  status: FlowStatus
  tags: string[]
  graph: Flow
  revision: number
  live: { versionId: string; number: number; publishedAt: string } | null
  changed: boolean
  problems: Problem[]
  /** Who saved the draft last. */
  updatedBy: string | null
}

export interface LibraryItem {
  id: string
  name: string
  description: string
  graph: Flow
}

/** What becomes of the people who wait at a step when another version is published. */
export type PeopleChoice = { do: 'keep' } | { do: 'move'; to: string } | { do: 'reschedule' } | { do: 'exit' }

/** The verbs of a flow with what each is told. */
export interface FlowActionBodies {
  publish: { note?: string; people?: Record<string, PeopleChoice> }
  rollback: { version: number; note?: string; people?: Record<string, PeopleChoice> }
  pause: Record<string, never>
  resume: { backlog?: 'send' | 'skip' } | { backlog: 'spread'; hours: number }
  archive: Record<string, never>
}
export type FlowAction = keyof FlowActionBodies
export type FlowCall = { [A in FlowAction]: { verb: A; body: FlowActionBodies[A] } }[FlowAction]

/** A step at which people of older versions wait. */
export interface WaitingNode {
  node: string
  kind: string | null
  waiting: number
  /** Whether what would be published has it. */
  inDraft: boolean
}

export interface FlowImpact {
  people: number
  nodes: WaitingNode[]
  /** What would be published, where that is an old version. */
  graph?: Flow
  /** What is live now; null for a flow that was never published. */
  before: Flow | null
}

export interface FlowVersion {
  id: string
  number: number
  publishedAt: string
  publishedBy: string | null
  note: string | null
  live: boolean
  /** People inside this version. */
  active: number
}

export const flowKeys = {
  all: ['flows'] as const,
  detail: (id: string) => ['flows', 'detail', id] as const,
  versions: (id: string) => ['flows', 'versions', id] as const,
  library: (locale: string) => ['flows', 'library', locale] as const,
}

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: flowKeys.detail(id),
    queryFn: ({ signal }) => fetchJson<FlowDetail>(`/api/v1/flows/${id}`, { signal }),
  })

/** One flow with its draft; shared by the editor, its header and its report. */
export function useFlow(id: string) {
  return useQuery(flowQuery(id))
}

/** All flows of the workspace: every page of the list, since a shop has tens of them. */
export function useFlows() {
  return useQuery({ queryKey: [...flowKeys.all, 'list'], queryFn: ({ signal }) => allFlows(signal) })
}

async function allFlows(signal: AbortSignal): Promise<FlowSummary[]> {
  const items: FlowSummary[] = []
  let after: string | null = null
  do {
    const page: { items: FlowSummary[]; next?: string | null } = await fetchJson(
      `/api/v1/flows?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      { signal },
    )
    items.push(...page.items)
    after = page.next ?? null
  } while (after !== null)
  return items
}

/** The ready-made flows in a language. */
export function useFlowLibrary(locale: string) {
  return useQuery({
    queryKey: flowKeys.library(locale),
    queryFn: ({ signal }) =>
      fetchJson<{ items: LibraryItem[] }>(`/api/v1/flows/library?locale=${locale}`, { signal }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a new flow begins with: nothing, a flow file, a ready-made flow, or the saved draft of another one. */
type NewFlow = { name: string } | { graph: Flow } | { library: string; locale: string } | { copyOf: string }

/** Makes a flow: empty with a name, from a file, or a ready-made one. */
export function useCreateFlow() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewFlow) =>
      'copyOf' in body
        ? duplicateFlow(body.copyOf)
        : fetchJson<FlowDetail>('/api/v1/flows', { method: 'POST', body }),
    onSuccess: (flow) => {
      client.setQueryData(flowKeys.detail(flow.id), flow)
      void client.invalidateQueries({ queryKey: [...flowKeys.all, 'list'] })
    },
  })
}

/** Publishes, rolls back, pauses, resumes or archives; the answer may name the job that moves people. */
export function useFlowAction(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (call: FlowCall) => actOnFlow(id, call),
    onSuccess: ({ job: _job, ...flow }) => {
      client.setQueryData(flowKeys.detail(id), flow)
      void client.invalidateQueries({ queryKey: [...flowKeys.all, 'list'] })
      void client.invalidateQueries({ queryKey: flowKeys.versions(id) })
    },
  })
}

/** Who would be touched by publishing the draft now, or an old version again. */
export const fetchImpact = (id: string, version?: number): Promise<FlowImpact> =>
  fetchJson(`/api/v1/flows/${id}/impact${version === undefined ? '' : `?version=${version}`}`)

/** What was published of a flow, newest first. */
export function useVersions(id: string) {
  return useQuery({
    queryKey: flowKeys.versions(id),
    queryFn: ({ signal }) => fetchJson<{ items: FlowVersion[] }>(`/api/v1/flows/${id}/versions`, { signal }),
    select: ({ items }) => items,
  })
}

/** Saves a draft that started from `revision`; 409 `conflict` when someone saved in between. */
export function saveFlow(id: string, body: { graph: Flow; revision?: number }): Promise<FlowDetail> {
  return fetchJson<FlowDetail>(`/api/v1/flows/${id}`, { method: 'PUT', body })
}

/** A version with its graph, which never changes. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: [...flowKeys.versions(id), number],
    queryFn: ({ signal }) =>
      fetchJson<FlowVersion & { graph: Flow }>(`/api/v1/flows/${id}/versions/${number}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

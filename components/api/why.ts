'use client'

import { useQuery } from '@tanstack/react-query'
import { fetchJson } from './fetch-json.ts'
import type { TestedMessage, TestedRun, TestedStep } from './test-flow.ts'

/** One of somebody's runs of a flow. */
export interface PersonRun {
  id: string
  versionNumber: number
  status: 'waiting' | 'held' | 'completed' | 'exited' | 'failed'
  reason: string | null
  node: string | null
  key: string | null
  startedAt: string
  endedAt: string | null
  wakeAt: string | null
}

export interface Why {
  runs: PersonRun[]
  /** Which rule kept out somebody without a run. */
  neverEntered: { reason: string; eventAt: string | null } | null
}

type RealMessage = Pick<TestedMessage, 'node' | 'visit' | 'channel' | 'status' | 'reason' | 'subject'> & {
  createdAt: string
}
type RunDetail = PersonRun & { trace: TestedStep[]; messages: RealMessage[] }

/** A person's runs of a flow, or why there is none. */
export function useWhy(flowId: string, profile: string | null) {
  return useQuery({
    queryKey: ['flows', flowId, 'why', profile],
    queryFn: ({ signal }) => fetchJson<Why>(`/api/v1/flows/${flowId}/why?profile=${profile}`, { signal }),
    enabled: profile !== null,
  })
}

/** What a run did, in the shape of one that is tested. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => fetchJson<RunDetail>(`/api/v1/runs/${id}`, { signal }),
    enabled: id !== null,
    select: ({
      trace,
      messages,
      status,
      reason,
      startedAt,
      endedAt,
    }): Omit<TestedRun, 'profile' | 'event'> => ({
      status: status === 'held' ? 'waiting' : status,
      reason,
      holdout: false,
      startedAt,
      endedAt,
      trace,
      messages: messages.map(({ createdAt, ...message }) => ({
        ...message,
        at: createdAt,
        html: null,
        text: null,
        error: null,
      })),
    }),
  })
}

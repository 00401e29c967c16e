'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Flow } from '#flows/graph/flow.ts'
import type { TraceStep } from '#flows/interpreter/run-state.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'
import type { MessageStatus } from './messages.ts'

/** The trigger's event, as somebody wrote it. */
export interface TestEvent {
  properties: Record<string, unknown>
  value: string | null
  currency: string | null
}

export interface TestedMessage {
  node: string
  visit: number
  channel: MessageChannel
  /** Of a message that might be; of a real one, its state. */
  status: 'sent' | 'skipped' | 'postponed' | MessageStatus
  reason: string | null
  at: string
  subject: string | null
  html: string | null
  text: string | null
  error: string | null
}

/** One line of what a tested run did; `at` is an instant in ISO 8601. */
export type TestedStep = Omit<TraceStep, 'at'> & { step: number; ordinal: number; at: string }

/** A run that might be: nothing of it is sent or stored. */
export interface TestedRun {
  status: 'waiting' | 'completed' | 'exited' | 'failed' | 'refused'
  reason: string | null
  holdout: boolean
  startedAt: string
  endedAt: string | null
  profile: { id: string; first_name: string | null; last_name: string | null; email: string | null }
  event: ({ name: string } & TestEvent) | null
  trace: TestedStep[]
  messages: TestedMessage[]
}

interface TestInput {
  flowId: string
  graph: Flow
  /** A person's id; null for somebody made up. */
  profile: string | null
  /** Null for the newest of the trigger's name. */
  event: TestEvent | null
}

/** Leads a person through a draft. */
export function useTestedRun({ flowId, graph, profile, event }: TestInput) {
  return useQuery({
    queryKey: ['flows', flowId, 'test', profile, event, graph],
    queryFn: ({ signal }) =>
      fetchJson<TestedRun>(`/api/v1/flows/${flowId}/test`, {
        method: 'POST',
        body: { graph, ...(profile && { profile }), ...(event && { event }) },
        signal,
      }),
    enabled: graph.trigger !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
}

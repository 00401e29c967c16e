'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReplayReport } from '#flows/replay/replay-report.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { fetchJson } from './fetch-json.ts'
import { isGoing, type Job } from './jobs.ts'
import type { Person } from './people.ts'

/** What a flow would have done, with what its messages would have cost. */
export interface ReplayResult extends ReplayReport {
  from: string | null
  to: string
  /** The number of a version; null for the draft. */
  version: number | null
  cost: { currency: string; total: string | null } & Record<MessageChannel, string | null>
}

export type ReplayJob = Job & { result: ReplayResult | null }

export interface ReplayWish {
  /** Days of the workspace's calendar, both counted. */
  from: string
  to: string
  version?: number
  prices?: Partial<Record<MessageChannel, string>>
}

const LOOK_MS = 700
const replaysKey = (flowId: string) => ['flows', flowId, 'replays']

/** Starts a replay in the background; resolves to its job's id. */
export function useStartReplay(flowId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ReplayWish) =>
      fetchJson<{ job: string }>(`/api/v1/flows/${flowId}/replay`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: replaysKey(flowId) }),
  })
}

/** A replay's progress, and what came of it once it is done. */
export function useReplay(job: string | null) {
  return useQuery({
    queryKey: ['jobs', job],
    queryFn: ({ signal }) => fetchJson<ReplayJob>(`/api/v1/jobs/${job}`, { signal }),
    enabled: job !== null,
    refetchInterval: ({ state }) => (state.data && !isGoing(state.data) ? false : LOOK_MS),
  })
}

/** The replays of a flow that are done or being done, newest first. */
export function useReplays(flowId: string) {
  return useQuery({
    queryKey: replaysKey(flowId),
    queryFn: ({ signal }) => fetchJson<{ items: Job[] }>(`/api/v1/jobs?flow=${flowId}&limit=50`, { signal }),
    select: ({ items }) =>
      items.filter(({ kind, status }) => kind === 'replay' && (status === 'done' || isGoing({ status }))),
  })
}

/** The people behind a figure of a replay, page by page. */
export function useReplayPeople(job: string, figure: string) {
  return useInfiniteQuery({
    queryKey: ['jobs', job, 'people', figure],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ figure, ...(pageParam === null ? {} : { after: pageParam }) })
      return fetchJson<{ items: Person[]; next: string | null }>(`/api/v1/jobs/${job}/people?${query}`, {
        signal,
      })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

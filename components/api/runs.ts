import { fetchJson } from './fetch-json.ts'

/** A run that could not go on. */
export interface FailedRun {
  id: string
  reason: string | null
  /** What went wrong, as the machine says it. */
  error?: string | null
  node: string | null
  endedAt: string | null
  profile: {
    id: string
    first_name: string | null
    last_name: string | null
    email: string | null
    phone: string | null
  }
}

export interface FailedRunPage {
  items: FailedRun[]
  next: string | null
}

export const failedRunsKey = (flowId: string) => ['flows', 'failed-runs', flowId] as const

/** A page of a flow's failed runs, newest first. */
export const fetchFailedRuns = (
  flowId: string,
  after: string | null,
  signal: AbortSignal,
): Promise<FailedRunPage> =>
  fetchJson(
    `/api/v1/flows/${flowId}/runs?status=failed&limit=20${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    { signal },
  )

/** Where the studio shows the failed runs of a flow: in its report, at this place. */
export const FAILED_RUNS_PLACE = 'failed-runs'
export const failedRunsPath = (flowId: string) => `/flows/${flowId}/report#${FAILED_RUNS_PLACE}`

/** Flows with runs that failed lately. */
export const failingFlowsQuery = {
  queryKey: ['flows', 'failed-runs'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ items: { id: string; name: string; failed: number }[] }>('/api/v1/flows/failed', { signal }),
}

export const retryRun = (id: string): Promise<unknown> =>
  fetchJson(`/api/v1/runs/${id}/retry`, { method: 'POST', body: {} })

/** Tries every failed run of a flow again, as a job. */
export const retryFlowRuns = (flowId: string): Promise<{ job: string }> =>
  fetchJson(`/api/v1/flows/${flowId}/retry`, { method: 'POST', body: {} })

import { fetchJson } from './fetch-json.ts'

export const JOB_KINDS = [
  'replay',
  'move_people',
  'resume_spread',
  'retry_runs',
  'date_entries',
  'archive',
] as const
export type JobKind = (typeof JOB_KINDS)[number]
export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Long work that goes on when the page is closed. */
export interface Job {
  id: string
  kind: JobKind
  flow: { id: string; name: string } | null
  status: JobStatus
  /** Between 0 and 1. */
  progress: number
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  error: string | null
  createdBy: string | null
}

const RUNNING_REFRESH_MS = 2_000
const IDLE_REFRESH_MS = 20_000

interface JobPage {
  items: Job[]
  next: string | null
}

/** Whether a job is still to be done or being done. */
export const isGoing = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'queued' || status === 'running'

/** The newest jobs, asked for often while one of them is going on. */
export const jobsQuery = {
  queryKey: ['jobs'],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson<JobPage>('/api/v1/jobs?limit=50', { signal }),
  refetchInterval: ({ state }: { state: { data: JobPage | undefined } }) =>
    state.data?.items.some(isGoing) ? RUNNING_REFRESH_MS : IDLE_REFRESH_MS,
}

export const cancelJob = (id: string): Promise<unknown> =>
  fetchJson(`/api/v1/jobs/${id}/cancel`, { method: 'POST', body: {} })

import type { JobRow } from '#db/queries/jobs.ts'
import type { Json } from '#flows/json.ts'

type Instants = 'createdAt' | 'startedAt' | 'endedAt'

/** A job as the API shows it in a list. */
export type JobSummary = Omit<JobRow, 'result' | Instants> & {
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

/** A job with what came of it; `result` is null until it is done. */
export type JobDetail = JobSummary & { result: Json }

export function jobSummary({ result: _, createdAt, startedAt, endedAt, ...job }: JobRow): JobSummary {
  return {
    ...job,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  }
}

export const jobDetail = (row: JobRow): JobDetail => ({ ...jobSummary(row), result: row.result })

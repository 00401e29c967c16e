import type { Json } from '#flows/json.ts'
import type { JobRun } from './job-run.ts'
import { archive } from './kinds/archive.ts'
import { computeSegment } from './kinds/compute-segment.ts'
import { dateEntries } from './kinds/date-entries.ts'
import { movePeople } from './kinds/move-people.ts'
import { pause } from './kinds/pause.ts'
import { replayFlow } from './kinds/replay-flow.ts'
import { resume } from './kinds/resume.ts'
import { retryRuns } from './kinds/retry-runs.ts'

/**
 * Every kind of background job. Each may be done several times from its last checkpoint on, by whichever worker; it keeps
 * its place with `save`, and returns what the job's result shows.
 */
export const JOB_KINDS = {
  archive,
  compute_segment: computeSegment,
  date_entries: dateEntries,
  move_people: movePeople,
  pause,
  replay: replayFlow,
  resume,
  resume_spread: resume,
  retry_runs: retryRuns,
} satisfies Record<string, (job: JobRun) => Promise<Json>>

export type JobKind = keyof typeof JOB_KINDS

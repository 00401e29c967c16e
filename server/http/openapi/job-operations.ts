import { ListJobs } from '../../services/jobs/list-jobs.ts'
import type { Operation } from './operation.ts'

/** Work in the background: replays, and changes for many people. */
export const JOB_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/jobs',
    tag: 'Jobs',
    summary: 'Work in the background',
    description: 'Newest first, without results; of one flow with `flow`.',
    scope: 'read',
    query: ListJobs,
    status: 200,
  },
  {
    method: 'get',
    path: '/jobs/{id}',
    tag: 'Jobs',
    summary: 'How far a job is, and what came of it',
    scope: 'read',
    status: 200,
    answer: 'Job',
  },
  {
    method: 'post',
    path: '/jobs/{id}/cancel',
    tag: 'Jobs',
    summary: 'Cancel a job',
    description:
      'It stops at its next step; what is done stays done. 409 when it is over, or carries out what a flow’s status promises.',
    scope: 'write',
    status: 200,
    answer: 'Job',
  },
]

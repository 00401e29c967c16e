import { ListJobs } from '../../services/jobs/list-jobs.ts'
import { ListReplayPeople } from '../../services/replay/list-replay-people.ts'
import type { Operation } from './operation.ts'

/** Work in the background: replays, and changes for many people. */
export const JOB_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/flows/{id}/test',
    tag: 'Flows',
    summary: 'Take one person through the draft',
    description:
      'Waits are skipped, each branch is explained, messages are shown as rendered; nothing is sent.',
    scope: 'write',
    body: 'TestFlow',
    status: 200,
  },
  {
    method: 'post',
    path: '/flows/{id}/replay',
    tag: 'Flows',
    summary: 'Replay a period, or given events, through a flow',
    description:
      'In the background: the answer names the `job`, whose result is the flow’s report as it would have been.',
    scope: 'write',
    body: 'StartReplay',
    example: { from: '2026-10-01T00:00:00+03:00', to: '2026-11-01T00:00:00+03:00' },
    status: 202,
  },
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
    method: 'get',
    path: '/jobs/{id}/people',
    tag: 'Jobs',
    summary: 'The people behind a figure of a replay',
    scope: 'read',
    query: ListReplayPeople,
    status: 200,
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

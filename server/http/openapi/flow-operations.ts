import { GetImpact } from '../../services/flows/get-impact.ts'
import { ListFlows } from '../../services/flows/list-flows.ts'
import { ListRuns } from '../../services/flows/list-runs.ts'
import { WhyPerson } from '../../services/replay/why-person.ts'
import { FigurePeopleQuery } from '../../services/reports/figure-people.ts'
import { FlowReportQuery } from '../../services/reports/flow-report.ts'
import { ReportFormat } from '../../services/reports/report-format.ts'
import { ReportPeriod } from '../../services/reports/report-period.ts'
import type { Operation } from './operation.ts'

const FLOW_ACTIONS = [
  [
    'publish',
    'Publish the draft',
    'PublishFlow',
    'Makes an immutable version and lets it be the live one. A draft with errors answers 422 `not_publishable` with its `problems`.\n\n`people` says what becomes of those who stand on a step of an older version: `keep`, `move` to another step, `reschedule` by the new wait, or `exit`. Where people stand on a step that the draft no longer has, a choice is needed: 422 `people_unmapped` names these `nodes`. The answer’s `job` is under way where the people are many, null where all is done.',
    { note: 'A shorter wait', people: { n1: { do: 'move', to: 'n3' }, n2: { do: 'exit' } } },
  ],
  [
    'rollback',
    'Publish an old version again',
    'RollbackFlow',
    'As the next version, with the same choices for people inside. The draft becomes it too, unless `keepDraft`.',
    { version: 3, note: 'Back to the long wait' },
  ],
  [
    'pause',
    'Pause',
    undefined,
    'Stops entries and freezes everyone inside. A goal still ends a run.',
    undefined,
  ],
  [
    'resume',
    'Resume',
    'ResumeFlow',
    'What fell due meanwhile happens now (`send`), without its messages, which are recorded as skipped (`skip`), or evenly over some `hours` (`spread`).',
    { backlog: 'spread', hours: 6 },
  ],
  ['archive', 'Archive', undefined, 'Everyone inside exits with reason `archived`.', undefined],
  ['duplicate', 'Duplicate', undefined, 'A new draft with the same steps and tags.', undefined],
] as const
/** Bodies of these may be left out. */
const OPTIONAL_BODIES: readonly string[] = ['publish', 'resume']

/** Flows, their runs and what they earned. */
export const FLOW_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/flows',
    tag: 'Flows',
    summary: 'All flows',
    scope: 'read',
    query: ListFlows,
    status: 200,
    description:
      'Newest first, with their `tags` and their figures of all time. `days` has entries and revenue of the last 30 days in the workspace’s zone, by day, without those on which nothing happened. `shape` is the draft without its contents, for a picture of it: the steps nearest to the trigger, 48 at most.',
  },
  {
    method: 'post',
    path: '/flows',
    tag: 'Flows',
    summary: 'Make a flow',
    scope: 'write',
    body: 'CreateFlow',
    example: { library: 'abandoned-cart', locale: 'tr' },
    status: 201,
    description: 'Empty with a name, from a flow file, or a ready-made one.',
  },
  {
    method: 'get',
    path: '/flows/{id}',
    tag: 'Flows',
    summary: 'One flow with its draft',
    scope: 'read',
    status: 200,
  },
  {
    method: 'put',
    path: '/flows/{id}',
    tag: 'Flows',
    summary: 'Save the draft',
    scope: 'write',
    body: 'SaveDraft',
    status: 200,
    description:
      'The answer names every problem of the draft. With a stale `revision` it is 409 and says who saved in between.',
  },
  {
    method: 'put',
    path: '/flows/{id}/tags',
    tag: 'Flows',
    summary: 'File a flow under tags',
    scope: 'write',
    body: 'SetTags',
    example: { tags: ['Kış indirimi', 'VIP'] },
    status: 200,
    description:
      'All the tags it has from now on: 20 at most, of up to 40 characters. The same tag twice is refused, in capitals or not. The draft stays as it was.',
  },
  {
    method: 'delete',
    path: '/flows/{id}',
    tag: 'Flows',
    summary: 'Delete a flow that was never published',
    scope: 'write',
    status: 204,
  },
  ...FLOW_ACTIONS.map(
    ([action, summary, body, description, example]): Operation => ({
      method: 'post',
      path: `/flows/{id}/${action}`,
      tag: 'Flows',
      summary,
      description,
      scope: 'write',
      ...(body ? { body, example, optionalBody: OPTIONAL_BODIES.includes(action) } : {}),
      status: action === 'duplicate' ? 201 : 200,
    }),
  ),
  {
    method: 'get',
    path: '/flows/failed',
    tag: 'Flows',
    summary: 'Flows with failed runs',
    description: 'Runs that could not go on in the last 30 days, as `{ items: [{ id, name, failed }] }`.',
    scope: 'read',
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/impact',
    tag: 'Flows',
    summary: 'Whom a publish concerns',
    description:
      'People inside versions other than what would be published, by the step they stand on. `version`: an old version that would be published again, which the answer then holds as `graph`.',
    scope: 'read',
    query: GetImpact,
    status: 200,
  },
  {
    method: 'post',
    path: '/flows/{id}/enrol',
    tag: 'Flows',
    summary: 'Enrol people by hand',
    scope: 'write',
    body: 'EnrolProfiles',
    example: { profiles: [{ email: 'ayse@example.com' }] },
    status: 200,
  },
  {
    method: 'post',
    path: '/flows/{id}/visits',
    tag: 'Flows',
    summary: 'Say that a page has a flow open',
    scope: 'read',
    body: 'VisitFlow',
    example: { page: '01990000-0000-7000-8000-000000000000', node: 'n1' },
    status: 200,
    description:
      'For the studio’s own pages, every few seconds: an API key gets 403. Answers `{ visitors, revision, updatedBy }`: who else has the flow open, and which draft is the newest.',
  },
  {
    method: 'get',
    path: '/flows/{id}/versions',
    tag: 'Flows',
    summary: 'What was published',
    scope: 'read',
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/versions/{number}',
    tag: 'Flows',
    summary: 'One version with its graph',
    scope: 'read',
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/runs',
    tag: 'Flows',
    summary: 'People in a flow',
    scope: 'read',
    query: ListRuns,
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/why',
    tag: 'Flows',
    summary: 'Why a person is where they are',
    description: 'Their runs, newest first; for someone who never entered, the rule that kept them out.',
    scope: 'read',
    query: WhyPerson,
    status: 200,
  },
  {
    method: 'post',
    path: '/flows/{id}/retry',
    tag: 'Flows',
    summary: 'Let all failed runs of a flow try again',
    description: 'In the background: the answer names the `job`.',
    scope: 'write',
    status: 202,
  },
  {
    method: 'get',
    path: '/runs/{id}',
    tag: 'Flows',
    summary: 'One run with its whole trace',
    scope: 'read',
    status: 200,
  },
  {
    method: 'post',
    path: '/runs/{id}/retry',
    tag: 'Flows',
    summary: 'Let a failed run try again',
    description:
      'From the step it failed at; waits while the flow is paused. 409 when it has not failed or can’t.',
    scope: 'write',
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/report',
    tag: 'Reports',
    summary: 'What a flow did and earned',
    scope: 'read',
    query: FlowReportQuery.extend(ReportFormat.shape),
    status: 200,
  },
  {
    method: 'get',
    path: '/flows/{id}/people',
    tag: 'Reports',
    summary: 'Who is behind a figure of a flow’s report',
    scope: 'read',
    query: FigurePeopleQuery.extend(ReportFormat.shape),
    status: 200,
    description:
      '`of` names the figure, `node` its step (`trigger` for who entered the flow); `left` with `branch` is the figure of a line. Newest first; somebody who counts twice is there twice. `waiting` is as of now.',
  },
  {
    method: 'get',
    path: '/flows/{id}/experiments',
    tag: 'Reports',
    summary: 'How a flow’s experiments stand',
    scope: 'read',
    status: 200,
    description:
      'For each experiment of the live version: people and successes of each path, its rate, its chance to be the best (0 to 1), and the winner once there is one.',
  },
  {
    method: 'get',
    path: '/reports/overview',
    tag: 'Reports',
    summary: 'People, orders and revenue of the shop',
    scope: 'read',
    query: ReportPeriod.extend(ReportFormat.shape),
    status: 200,
  },
  {
    method: 'get',
    path: '/reports/flows',
    tag: 'Reports',
    summary: 'What each flow sent and earned',
    scope: 'read',
    query: ReportPeriod.extend(ReportFormat.shape),
    status: 200,
  },
]

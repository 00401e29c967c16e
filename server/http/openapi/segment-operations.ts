import { ListMembers } from '../../services/profiles/group-members.ts'
import { ReportFormat } from '../../services/reports/report-format.ts'
import { SegmentHistory } from '../../services/segments/segment-history.ts'
import type { Operation } from './operation.ts'

const TWICE_THEN_QUIET = {
  all: [
    { kind: 'event', event: 'Placed Order', count: { op: 'gte', value: 2 } },
    {
      kind: 'event',
      event: 'Placed Order',
      within: { last: { amount: 90, unit: 'days' } },
      count: { op: 'eq', value: 0 },
    },
  ],
}

/** Segments: groups of people by a condition, kept up to date by themselves. */
export const SEGMENT_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/segments', tag: 'Segments', summary: 'Segments', scope: 'read', status: 200 },
  {
    method: 'post',
    path: '/segments',
    tag: 'Segments',
    summary: 'Make a segment',
    scope: 'write',
    body: 'CreateSegment',
    example: { name: 'Lapsed repeat buyers', definition: TWICE_THEN_QUIET },
    status: 201,
    description:
      'Its members are found in the background (`job`), without starting flows; from then on people come and leave at once, and at the very instant at which time alone changes it. `static` keeps whom the condition holds of now.',
  },
  {
    method: 'post',
    path: '/segments/preview',
    tag: 'Segments',
    summary: 'Try a definition',
    scope: 'read',
    body: 'PreviewSegment',
    example: { definition: TWICE_THEN_QUIET, at: '2026-01-01T00:00:00Z' },
    status: 200,
    answerExample: { count: 759, sample: [] },
    description:
      'How many people it holds of and some of them, as of now or of a past instant. Nothing is saved.',
  },
  {
    method: 'get',
    path: '/segments/{id}',
    tag: 'Segments',
    summary: 'One segment',
    scope: 'read',
    status: 200,
  },
  {
    method: 'patch',
    path: '/segments/{id}',
    tag: 'Segments',
    summary: 'Change a segment',
    scope: 'write',
    body: 'UpdateSegment',
    example: { name: 'Win back', startFlows: false },
    status: 200,
  },
  {
    method: 'delete',
    path: '/segments/{id}',
    tag: 'Segments',
    summary: 'End a segment',
    scope: 'write',
    status: 204,
    description: 'The people stay. Refused while another segment asks for it.',
  },
  {
    method: 'get',
    path: '/segments/{id}/members',
    tag: 'Segments',
    summary: 'Who is in a segment',
    scope: 'read',
    query: ListMembers.extend(ReportFormat.shape),
    status: 200,
    description: '`format=csv` gives all of them as a file.',
  },
  {
    method: 'get',
    path: '/segments/{id}/history',
    tag: 'Segments',
    summary: 'A segment’s size by day',
    scope: 'read',
    query: SegmentHistory,
    status: 200,
    answerExample: { items: [{ day: '2026-01-01', entered: 3, left: 1, size: 120 }] },
  },
]

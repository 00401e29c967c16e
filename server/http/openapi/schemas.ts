import { z } from 'zod'
import { JOB_STATUSES } from '#db/queries/jobs.ts'
import { Condition, EventCondition } from '#flows/conditions/condition.ts'
import { Block } from '#flows/content/blocks.ts'
import { ConsentBody, EventBody, EventsBody, ProfileBody, ProfileCallBody } from '#flows/events/event-body.ts'
import { Flow } from '#flows/graph/flow.ts'
import { CreateConnection } from '../../services/connections/connection-input.ts'
import { TestConnection } from '../../services/connections/test-connection.ts'
import { CreateFlow } from '../../services/flows/create-flow.ts'
import { EnrolProfiles } from '../../services/flows/enrol-profiles.ts'
import { PublishFlow } from '../../services/flows/publish-flow.ts'
import { ResumeFlow } from '../../services/flows/resume-flow.ts'
import { RollbackFlow } from '../../services/flows/rollback-flow.ts'
import { SaveDraft } from '../../services/flows/save-draft.ts'
import { SetTags } from '../../services/flows/set-tags.ts'
import { VisitFlow } from '../../services/flows/visit-flow.ts'
import { ChangeMembers } from '../../services/lists/change-members.ts'
import { CreateList } from '../../services/lists/create-list.ts'
import { ManyMessages } from '../../services/messages/decide-many.ts'
import { PreviewMessage } from '../../services/messages/preview-input.ts'
import { SendMessage } from '../../services/messages/send-message.ts'
import { SendWaiting } from '../../services/messages/send-waiting.ts'
import { SeeNotices } from '../../services/notices/see-notices.ts'
import { EndPushSubscription, KeepPushSubscription } from '../../services/push/push-bodies.ts'
import { StartReplay } from '../../services/replay/start-replay.ts'
import { TestFlow } from '../../services/replay/test-flow.ts'
import { PreviewSegment } from '../../services/segments/preview-segment.ts'
import { CreateSegment, UpdateSegment } from '../../services/segments/save-segment.ts'
import { UpdateWorkspace } from '../../services/workspace/update-workspace.ts'

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; decide by this one.'),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  })
  .describe(
    'RFC 9457. `pointer` is a JSON pointer (RFC 6901) into the body; every bad field is named at once.',
  )

const EventsAnswer = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), errors: Problem.shape.errors })),
})

const Job = z.object({
  id: z.uuid(),
  kind: z.string(),
  flow: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  status: z.enum(JOB_STATUSES),
  progress: z.number().min(0).max(1),
  createdAt: z.iso.datetime({ offset: true }),
  startedAt: z.iso.datetime({ offset: true }).nullable(),
  endedAt: z.iso.datetime({ offset: true }).nullable(),
  error: z.string().nullable(),
  createdBy: z.string().nullable(),
  result: z.json().describe('What came of it, once it is done; its shape is the kind’s.'),
})

/** Every schema that the documentation names; the bodies are the ones that the routes read with. */
export const SCHEMAS: Record<string, z.ZodType> = {
  Event: EventBody,
  Events: EventsBody,
  EventsAnswer,
  Profile: ProfileBody,
  ProfileCall: ProfileCallBody,
  Consent: ConsentBody,
  PushSubscription: KeepPushSubscription,
  PushSubscriptionEnd: EndPushSubscription,
  Flow,
  Condition,
  EventCondition,
  Block,
  CreateFlow,
  SaveDraft,
  VisitFlow,
  SetTags,
  PublishFlow,
  RollbackFlow,
  ResumeFlow,
  StartReplay,
  TestFlow,
  Job,
  EnrolProfiles,
  CreateList,
  CreateSegment,
  UpdateSegment,
  PreviewSegment,
  ChangeMembers,
  CreateConnection,
  TestConnection,
  PreviewMessage,
  SendMessage,
  ManyMessages,
  SeeNotices,
  SendWaiting,
  Problem,
  WorkspaceChange: UpdateWorkspace,
}

import { v7 } from 'uuid'
import { z } from 'zod'
import { workspaceFacts } from '#db/queries/message-facts.ts'
import { experimentWinners } from '#db/queries/replay-history.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import { Flow } from '#flows/graph/flow.ts'
import type { TraceStep } from '#flows/interpreter/run-state.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { strangerWith } from '#flows/replay/person-history.ts'
import { PersonReplay } from '#flows/replay/replay-person.ts'
import type { ReplayedMessage, ReplayedRun } from '#flows/replay/replayed-run.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from '../flows/get-flow.ts'
import { PreviewMessage } from '../messages/preview-input.ts'
import { previewPerson } from '../messages/preview-person.ts'
import { historyOf } from './read-history.ts'
import { type RenderedContent, renderReplayed } from './render-replayed.ts'
import { replaySetting } from './replay-setting.ts'

const LONGEST_MS = 5 * 366 * 86_400_000

/** A person by id or made up, and the event that would let them in; `graph` in place of the saved draft. */
export const TestFlow = z.strictObject({
  profile: PreviewMessage.shape.profile,
  event: PreviewMessage.shape.event,
  graph: Flow.optional(),
})
export type TestFlow = z.infer<typeof TestFlow>

export interface TestedMessage extends RenderedContent {
  node: string
  visit: number
  channel: MessageChannel
  status: 'sent' | 'skipped' | 'postponed'
  reason: string | null
  detail: Record<string, unknown>
  at: string
}

/** A run that might be: waits are skipped, nothing is sent or stored. */
export interface TestedRun {
  flowId: string
  /** `refused` when the person would not enter, with the rule that kept them out as `reason`. */
  status: 'waiting' | 'completed' | 'exited' | 'failed' | 'refused'
  reason: string | null
  node: string | null
  key: string | null
  holdout: boolean
  startedAt: string
  endedAt: string | null
  profile: { id: string; first_name: string | null; last_name: string | null; email: string | null }
  event: { name: string; properties: unknown; value: string | null; currency: string | null } | null
  trace: (Omit<TraceStep, 'at'> & { step: number; ordinal: number; at: string })[]
  messages: TestedMessage[]
}

/** Leads one person through a flow's draft, with each decision explained. Throws `invalid` for a flow without a trigger. */
export async function testFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: TestFlow & { id: string }
}): Promise<TestedRun> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId, now } = ctx
  const row = await requireFlow(ctx, input.id)
  const flow = input.graph ?? Flow.parse(row.draft)
  if (flow.trigger === null) {
    throw new AppError('invalid', 'A flow without a trigger can’t be tested.', [
      { pointer: '/graph/trigger', code: 'no_trigger', message: 'is missing' },
    ])
  }
  const workspace = (await workspaceFacts(sql, [workspaceId])).get(workspaceId)
  if (workspace === undefined) throw new AppError('not_found', 'This workspace is gone.')
  const person = await previewPerson(ctx, {
    graph: flow,
    node: '',
    profile: input.profile,
    event: input.event,
  })
  const span = { from: new Date(0), until: now }
  const known =
    typeof input.profile === 'string'
      ? await historyOf(sql, { flow, flowId: input.id, workspace, ...span }, person.profile.id)
      : null
  const history = known ?? strangerWith(person.profile.id, profileFields(person.profile))
  const until = new Date(now.getTime() + LONGEST_MS)
  const winners = await experimentWinners(sql, input.id)
  const setting = replaySetting({ flow, flowId: input.id, workspace, from: now, until, winners })
  const steps: TestedRun['trace'] = []
  const messages: ReplayedMessage[] = []
  let refused: string | null = null
  let run: ReplayedRun | undefined
  const event = { ...(person.event ?? madeUp(flow, now)), id: v7(), time: now.getTime() }
  new PersonReplay(setting, history, {
    onEntry: (_, reason) => {
      refused ??= reason
    },
    onAdvance: (_, taken) => {
      const step = steps.length === 0 ? 1 : steps.at(-1)!.step + 1
      steps.push(
        ...taken.map((one, ordinal) => ({ ...one, step, ordinal, at: new Date(one.at).toISOString() })),
      )
    },
    onMessage: (_, message) => messages.push(message),
    onEnd: (_, [first]) => {
      run = first
    },
  }).test(event)
  const { profile } = person
  const shown = {
    flowId: input.id,
    profile: {
      id: profile.id,
      first_name: profile.first_name,
      last_name: profile.last_name,
      email: profile.email,
    },
    event: {
      name: event.name,
      properties: event.properties,
      value: event.value,
      currency: event.currency,
    },
    startedAt: now.toISOString(),
  }
  if (run === undefined) {
    const nothing = { node: null, key: null, holdout: false, endedAt: null, trace: [], messages: [] }
    return { ...shown, ...nothing, status: 'refused', reason: refused ?? 'other_event' }
  }
  const of = run.run
  const rendered = await Promise.all(
    messages
      .filter((message) => message.run === of.id)
      .map(async ({ at, parts: _parts, run: _run, ...message }): Promise<TestedMessage> => {
        const content = await renderReplayed({
          flow,
          node: message.node,
          person: profile,
          event,
          run: of,
          workspace,
          at,
        })
        return { ...message, ...content, at: new Date(at).toISOString() }
      }),
  )
  const { position } = of
  return {
    ...shown,
    status: position.kind === 'ended' ? position.end.status : 'waiting',
    reason: position.kind === 'ended' ? position.end.reason : null,
    node: position.kind === 'node' ? position.node : null,
    key: of.key,
    holdout: of.holdout,
    endedAt: position.kind === 'ended' ? new Date(position.at).toISOString() : null,
    trace: steps,
    messages: rendered,
  }
}

/** What stands for the trigger's event where the trigger is none. */
function madeUp({ trigger }: Flow, now: Date): FlowEvent {
  const names = {
    list: 'Added to List',
    segment: 'Entered Segment',
    date: 'Date Reached',
    manual: 'Enrolled',
  }
  const name = trigger === null || trigger.kind === 'event' ? '' : names[trigger.kind]
  return { id: '', name, time: now.getTime(), properties: {}, value: null, currency: null }
}

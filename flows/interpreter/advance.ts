import type { EventCount, FactRequest, Facts } from '../conditions/facts.ts'
import type { FlowEvent } from '../events/event.ts'
import { matchesAwaited } from '../events/match.ts'
import type { Flow } from '../graph/flow.ts'
import { TRIGGER_ID } from '../graph/flow.ts'
import { indexOf } from '../graph/flow-index.ts'
import type { JsonObject } from '../json.ts'
import type { Effect } from './effects.ts'
import { Progress } from './progress.ts'
import { cameAfterTrigger, runKey, sinceRun } from './run-key.ts'
import type { Input, ProfileFields, Run, RunEnd, TraceStep } from './run-state.ts'

/** What an advance gives: the new run with its trace and effects, nothing at all, or the facts it lacks. */
export type Advanced =
  | { kind: 'advanced'; run: Run; steps: TraceStep[]; effects: Effect[]; profile: ProfileFields }
  | { kind: 'ignored' }
  | { kind: 'need'; requests: FactRequest[] }

export interface AdvanceArgs {
  flow: Flow
  run: Run
  profile: ProfileFields
  input: Input
  facts: Facts
  /** Milliseconds since 1970. */
  now: number
  seed: string
  /** The workspace's time zone, for people whose own is not known. */
  zone: string
}

/**
 * Takes one input into a run and follows the graph until the run waits or ends. Pure: the same arguments give the same
 * answer, the arguments are left as they were, and effects are returned, never performed.
 */
export function advance(args: AdvanceArgs): Advanced {
  const { run, input, now, flow } = args
  const { position } = run
  if (position.kind === 'ended') return { kind: 'ignored' }
  if (input.kind === 'leave') return finish(args, { status: 'exited', reason: input.reason }, {})
  if (input.kind === 'event' && reachesGoal(flow, run, input.event, now)) {
    return finish(
      args,
      { status: 'completed', reason: 'goal' },
      { event: input.event.name, eventId: input.event.id },
    )
  }
  if (input.kind === 'move') return move(args, input.to)
  if (position.kind === 'start')
    return input.kind === 'start' || input.kind === 'timer' ? start(args) : { kind: 'ignored' }
  const node = indexOf(flow).node(position.node)
  if (node === undefined) return new Progress(args).fail('node_missing', { node: position.node })
  const arrival = { kind: 'woken', input, since: position.since, waiting: position.waiting } as const
  const progress = new Progress(args)
  const result = progress.step(node, position.visit, arrival)
  if (result.kind === 'ignore') return { kind: 'ignored' }
  const how = input.kind === 'reschedule' ? 'rescheduled' : 'resumed'
  return progress.follow(node, position.visit, result, how, position.since)
}

function start(args: AdvanceArgs): Advanced {
  const { flow, run, now, facts } = args
  const goal = goalBefore(args)
  if (goal !== null) {
    const count = facts.look(goal)
    if (count === undefined) return { kind: 'need', requests: [goal] }
    if (Number(count) > 0)
      return finish(args, { status: 'completed', reason: 'goal' }, { event: goal.event, already: true })
  }
  const progress = new Progress(args)
  const detail: JsonObject = run.trigger ? { event: run.trigger.name, eventId: run.trigger.id } : {}
  progress.trace({ kind: 'started', node: TRIGGER_ID, visit: 1, at: now, branch: null, detail })
  return progress.enter(indexOf(flow).way(TRIGGER_ID, null)?.plain?.to ?? null)
}

/** To another step of the version that the run is on by now, as if it had come there by itself. */
function move(args: AdvanceArgs, to: string): Advanced {
  const { run, now } = args
  const progress = new Progress(args)
  const from = run.position.kind === 'node' ? run.position.node : null
  progress.trace({ kind: 'moved', node: from, visit: 0, at: now, branch: null, detail: { to } })
  return progress.enter(to)
}

/** Asks whether the goal came before the run began to run (events of one moment may arrive out of order). */
function goalBefore({ flow, run, now }: AdvanceArgs): EventCount | null {
  const { goal } = flow.settings
  const key = runKey(flow, run)
  if (goal === null || run.trigger === null || (goal.sameKey && key === null)) return null
  return {
    kind: 'event_count',
    event: goal.event,
    where: goal.where ?? null,
    key: goal.sameKey ? key : null,
    ...sinceRun(run),
    until: now,
  }
}

/** Whether an event is the flow's goal for this run. */
export function reachesGoal(flow: Flow, run: Run, event: FlowEvent, now: number): boolean {
  const { goal } = flow.settings
  if (goal === null || event.name !== goal.event || !cameAfterTrigger(run, event)) return false
  return matchesAwaited(goal, event, runKey(flow, run), now)
}

function finish(args: AdvanceArgs, end: RunEnd, detail: JsonObject): Advanced {
  return new Progress(args).end(end, detail)
}

/** A run that failed, as it was before: what is given to it again is its `resume.input`. Null for one that can't be retried. */
export function beforeFailure(run: Run): { run: Run; input: Input } | null {
  const { position } = run
  if (position.kind !== 'ended' || position.end.status !== 'failed' || position.end.resume == null)
    return null
  const { resume } = position.end
  return { run: { ...run, position: resume.position }, input: resume.input }
}

/** A run that ends as failed since its step could not be made, with all that a retry needs. */
export function failed(run: Run, input: Input, reason: string, message: string, now: number): Advanced {
  const resume = run.position.kind === 'ended' ? null : { position: run.position, input }
  const end: RunEnd = { status: 'failed', reason, resume }
  return {
    kind: 'advanced',
    run: { ...run, position: { kind: 'ended', end, at: now } },
    steps: [{ kind: 'ended', node: null, visit: 0, at: now, branch: 'failed', detail: { reason, message } }],
    effects: [],
    profile: {},
  }
}

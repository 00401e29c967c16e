import { judge } from '../conditions/evaluate.ts'
import { type FactRequest, type Facts, factId } from '../conditions/facts.ts'
import type { FlowEvent } from '../events/event.ts'
import { matchesAwaited } from '../events/match.ts'
import type { Flow, FlowNode } from '../graph/flow.ts'
import { TRIGGER_ID } from '../graph/flow.ts'
import type { JsonObject } from '../json.ts'
import type { StepContext, StepResult } from '../nodes/node-definition.ts'
import { definitionOf } from '../nodes/registry.ts'
import type { Effect } from './effects.ts'
import { cameAfterTrigger, runKey } from './run-key.ts'
import type { Input, ProfileFields, Run, RunEnd, TraceStep } from './run-state.ts'
import { subjectOf } from './subject.ts'

/** How many nodes one advance may pass: no publishable graph needs more, and a broken one must end. */
const MOST_NODES_PER_ADVANCE = 2_000

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
  if (position.kind === 'start')
    return input.kind === 'start' || input.kind === 'timer' ? start(args) : { kind: 'ignored' }
  const node = nodeOf(flow, position.node)
  if (node === undefined)
    return finish(args, { status: 'failed', reason: 'node_missing' }, { node: position.node })
  const arrival = { kind: 'woken', input, since: position.since, waiting: position.waiting } as const
  const progress = new Progress(args)
  const result = progress.step(node, position.visit, arrival)
  if (result.kind === 'ignore') return { kind: 'ignored' }
  return progress.follow(node, position.visit, result, 'resumed', now)
}

function start(args: AdvanceArgs): Advanced {
  const { flow, run, now, facts } = args
  const goal = goalBefore(args)
  if (goal !== null) {
    const count = facts.get(factId(goal))
    if (count === undefined) return { kind: 'need', requests: [goal] }
    if (count > 0)
      return finish(args, { status: 'completed', reason: 'goal' }, { event: goal.event, already: true })
  }
  const progress = new Progress(args)
  const detail: JsonObject = run.trigger ? { event: run.trigger.name, eventId: run.trigger.id } : {}
  progress.trace({ kind: 'started', node: TRIGGER_ID, visit: 1, at: now, branch: null, detail })
  return progress.enter(targetOf(flow, TRIGGER_ID, null))
}

/** Asks whether the goal came before the run began to run (events of one moment may arrive out of order). */
function goalBefore({ flow, run, now }: AdvanceArgs): FactRequest | null {
  const { goal } = flow.settings
  const key = runKey(flow, run)
  if (goal === null || run.trigger === null || (goal.sameKey && key === null)) return null
  return {
    kind: 'event_count',
    event: goal.event,
    where: goal.where ?? null,
    key: goal.sameKey ? key : null,
    from: null,
    after: run.trigger.time,
    until: now,
  }
}

/** Whether an event is the flow's goal for this run. */
export function reachesGoal(flow: Flow, run: Run, event: FlowEvent, now: number): boolean {
  const { goal } = flow.settings
  if (goal === null || !cameAfterTrigger(run, event)) return false
  return matchesAwaited(goal, event, runKey(flow, run), now)
}

function finish(args: AdvanceArgs, end: RunEnd, detail: JsonObject): Advanced {
  return new Progress(args).end(end, detail)
}

const nodeOf = (flow: Flow, id: string): FlowNode | undefined => flow.nodes.find((node) => node.id === id)

const targetOf = (flow: Flow, from: string, branch: string | null): string | null =>
  flow.edges.find((edge) => edge.from === from && (edge.branch ?? null) === branch)?.to ?? null

/** One advance under way: gathers trace and effects while it walks. */
class Progress {
  private readonly steps: TraceStep[] = []
  private readonly effects: Effect[] = []
  private readonly args: AdvanceArgs
  private run: Run
  private profile: ProfileFields
  private left = MOST_NODES_PER_ADVANCE

  constructor(args: AdvanceArgs) {
    this.args = args
    this.run = args.run
    this.profile = args.profile
  }

  trace(step: TraceStep): void {
    this.steps.push(step)
  }

  step(node: FlowNode, visit: number, arrival: StepContext['arrival']): StepResult {
    const { flow, facts, now, seed } = this.args
    const context = { flow, run: this.run, profile: this.profile, facts, now, seed, visit, arrival }
    const blocked = this.profileFilter(node, arrival)
    if (blocked !== null) return blocked
    return definitionOf(node).step(context, node as never)
  }

  /** The profile filter holds at entry, and again before every message and branch. */
  private profileFilter(node: FlowNode, arrival: StepContext['arrival']): StepResult | null {
    const filter = this.args.flow.settings.profileFilter
    if (filter === null || arrival.kind !== 'enter') return null
    if (node.kind !== 'email' && node.kind !== 'sms' && node.kind !== 'condition') return null
    const judged = judge(filter, subjectOf({ ...this.args, run: this.run, profile: this.profile }))
    if (judged.kind === 'need') return judged
    return judged.holds ? null : { kind: 'end', reason: 'filter', detail: { saw: judged.saw } }
  }

  /** Enters nodes from `id` on until one keeps the run or it ends. */
  enter(id: string | null): Advanced {
    let next = id
    while (next !== null) {
      const node = nodeOf(this.args.flow, next)
      if (node === undefined) return this.end({ status: 'failed', reason: 'node_missing' }, { node: next })
      if (this.left-- === 0) return this.end({ status: 'failed', reason: 'endless' }, {})
      const visit = (this.run.visits[node.id] ?? 0) + 1
      const result = this.step(node, visit, { kind: 'enter' })
      if (result.kind === 'need') return result
      this.run = { ...this.run, visits: { ...this.run.visits, [node.id]: visit } }
      if (result.kind !== 'go') return this.follow(node, visit, result, 'passed', this.args.now)
      next = this.take(node, visit, result, 'passed')
    }
    return this.end({ status: 'completed', reason: 'end' }, {})
  }

  follow(
    node: FlowNode,
    visit: number,
    result: StepResult,
    how: 'passed' | 'resumed',
    since: number,
  ): Advanced {
    const { now } = this.args
    switch (result.kind) {
      case 'need':
        return result
      case 'ignore':
        return this.end({ status: 'failed', reason: 'step_refused' }, { node: node.id })
      case 'end':
        this.trace({ kind: how, node: node.id, visit, at: now, branch: null, detail: result.detail ?? {} })
        return this.end({ status: 'exited', reason: result.reason }, {})
      case 'stay':
        this.effects.push(...(result.effects ?? []))
        this.trace({
          kind: 'waiting',
          node: node.id,
          visit,
          at: now,
          branch: null,
          detail: result.detail ?? {},
        })
        this.run = {
          ...this.run,
          position: { kind: 'node', node: node.id, visit, since, waiting: result.waiting },
        }
        return this.done()
      case 'go':
        return this.enter(this.take(node, visit, result, how))
    }
  }

  private take(
    node: FlowNode,
    visit: number,
    result: StepResult & { kind: 'go' },
    how: 'passed' | 'resumed',
  ) {
    const { flow, now } = this.args
    this.trace({
      kind: how,
      node: node.id,
      visit,
      at: now,
      branch: result.branch,
      detail: result.detail ?? {},
    })
    for (const effect of result.effects ?? []) {
      this.effects.push(effect)
      if (effect.kind === 'update_profile') this.profile = updated(this.profile, effect)
    }
    if (result.answer) this.run = { ...this.run, answers: { ...this.run.answers, ...result.answer } }
    return targetOf(flow, node.id, result.branch)
  }

  end(end: RunEnd, detail: JsonObject): Advanced {
    const at = this.args.now
    this.run = { ...this.run, position: { kind: 'ended', end, at } }
    this.trace({
      kind: 'ended',
      node: null,
      visit: 0,
      at,
      branch: end.status,
      detail: { ...detail, reason: end.reason },
    })
    return this.done()
  }

  private done(): Advanced {
    return {
      kind: 'advanced',
      run: this.run,
      steps: this.steps,
      effects: this.effects,
      profile: this.profile,
    }
  }
}

/** The profile after an update step; paths are top-level or dotted. */
export function updated(profile: ProfileFields, update: { set: JsonObject; unset: string[] }): ProfileFields {
  const next = structuredClone(profile)
  for (const [path, value] of Object.entries(update.set)) writePath(next, path, value)
  for (const path of update.unset) writePath(next, path, undefined)
  return next
}

function writePath(target: JsonObject, path: string, value: JsonObject[string] | undefined): void {
  const parts = path.split('.')
  const last = parts.pop() as string
  let at = target
  for (const part of parts) {
    const inner = Object.hasOwn(at, part) ? at[part] : undefined
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) {
      if (value === undefined) return
      at[part] = {}
    }
    at = at[part] as JsonObject
  }
  if (value === undefined) delete at[last]
  else at[last] = value
}

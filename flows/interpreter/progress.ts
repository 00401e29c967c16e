import { judge } from '../conditions/evaluate.ts'
import type { FactRequest, Facts, FactValue } from '../conditions/facts.ts'
import type { FlowNode, NodeKind } from '../graph/flow.ts'
import { type FlowIndex, indexOf, wayId } from '../graph/flow-index.ts'
import type { JsonObject } from '../json.ts'
import type { StepContext, StepResult } from '../nodes/node-definition.ts'
import { definitionOf } from '../nodes/registry.ts'
import { MESSAGE_CHANNELS } from '../sending/sending-settings.ts'
import type { AdvanceArgs, Advanced } from './advance.ts'
import type { Effect } from './effects.ts'
import type { ProfileFields, Run, RunEnd, TraceKind, TraceStep } from './run-state.ts'
import { subjectOf } from './subject.ts'
import { updated } from './updated.ts'

/** How many nodes one advance may pass: no publishable graph needs more, and a broken one must end. */
const MOST_NODES_PER_ADVANCE = 2_000
/** Before these the profile filter is judged again. */
const FILTERED: ReadonlySet<NodeKind> = new Set([...MESSAGE_CHANNELS, 'condition', 'split', 'experiment'])

/** One advance under way: gathers trace and effects while it walks. */
export class Progress {
  private readonly steps: TraceStep[] = []
  private readonly effects: Effect[] = []
  private readonly args: AdvanceArgs
  private readonly index: FlowIndex
  private readonly facts: Facts
  /** Ours alone: changed in place, and given out once it stands. */
  private readonly run: Run
  private visitsCopied = false
  private profile: ProfileFields
  private left = MOST_NODES_PER_ADVANCE

  constructor(args: AdvanceArgs) {
    this.args = args
    this.index = indexOf(args.flow)
    this.run = { ...args.run }
    this.profile = args.profile
    this.facts = { look: (request) => this.changedHere(request) ?? args.facts.look(request) }
  }

  trace(step: TraceStep): void {
    this.steps.push(step)
  }

  step(node: FlowNode, visit: number, arrival: StepContext['arrival']): StepResult {
    const { flow, now, seed, zone } = this.args
    const { run, profile, facts } = this
    const context = { flow, run, profile, facts, now, seed, visit, arrival, zone }
    const blocked = this.profileFilter(node, arrival)
    if (blocked !== null) return blocked
    return definitionOf(node).step(context, node as never)
  }

  /** What a list step of this very advance did is known already. */
  private changedHere(request: FactRequest): FactValue | undefined {
    if (request.kind !== 'membership' || request.of !== 'list' || this.effects.length === 0) return undefined
    const last = this.effects.findLast((effect) => effect.kind === 'list' && effect.list === request.group)
    return last?.kind === 'list' ? Number(last.action === 'add') : undefined
  }

  /** The profile filter holds at entry, and again before every message and branch. */
  private profileFilter(node: FlowNode, arrival: StepContext['arrival']): StepResult | null {
    const filter = this.args.flow.settings.profileFilter
    if (filter === null || arrival.kind !== 'enter' || !FILTERED.has(node.kind)) return null
    const { flow, now } = this.args
    const judged = judge(
      filter,
      subjectOf({ flow, now, run: this.run, profile: this.profile, facts: this.facts }),
    )
    if (judged.kind === 'need') return judged
    return judged.holds ? null : { kind: 'end', reason: 'filter', detail: { saw: judged.saw } }
  }

  /** Enters nodes from `id` on until one keeps the run or it ends. */
  enter(id: string | null): Advanced {
    let next = id
    while (next !== null) {
      const node = this.index.node(next)
      if (node === undefined) return this.fail('node_missing', { node: next })
      if (this.left-- === 0) return this.fail('endless', {})
      const visit = (this.run.visits[node.id] ?? 0) + 1
      const result = this.step(node, visit, { kind: 'enter' })
      if (result.kind === 'need') return result
      this.count(node.id, visit)
      if (result.kind !== 'go') return this.follow(node, visit, result, 'passed', this.args.now)
      next = this.take(node, visit, result, 'passed')
    }
    return this.end({ status: 'completed', reason: 'end' }, {})
  }

  private count(node: string, visit: number): void {
    if (!this.visitsCopied) this.run.visits = { ...this.run.visits }
    this.visitsCopied = true
    this.run.visits[node] = visit
  }

  follow(
    node: FlowNode,
    visit: number,
    result: StepResult,
    how: 'passed' | 'resumed' | 'rescheduled',
    since: number,
  ): Advanced {
    switch (result.kind) {
      case 'need':
        return result
      case 'ignore':
        return this.fail('step_refused', { node: node.id })
      case 'end':
        this.line(how === 'rescheduled' ? 'resumed' : how, node, visit, null, result.detail)
        return this.end({ status: 'exited', reason: result.reason }, {})
      case 'stay': {
        this.effects.push(...(result.effects ?? []))
        const kind = result.restarted ? 'restarted' : how === 'rescheduled' ? how : 'waiting'
        if (!result.quiet) this.line(kind, node, visit, null, result.detail)
        this.run.position = { kind: 'node', node: node.id, visit, since, waiting: result.waiting }
        return this.done()
      }
      case 'go':
        return this.enter(this.take(node, visit, result, how === 'rescheduled' ? 'resumed' : how))
    }
  }

  private line(
    kind: TraceKind,
    node: FlowNode,
    visit: number,
    branch: string | null,
    detail: JsonObject = {},
  ) {
    this.trace({ kind, node: node.id, visit, at: this.args.now, branch, detail })
  }

  private take(
    node: FlowNode,
    visit: number,
    result: StepResult & { kind: 'go' },
    how: 'passed' | 'resumed',
  ) {
    this.line(how, node, visit, result.branch, result.detail)
    for (const effect of result.effects ?? []) {
      this.effects.push(effect)
      if (effect.kind === 'update_profile') this.profile = updated(this.profile, effect)
    }
    if (result.answer) this.run.answers = { ...this.run.answers, ...result.answer }
    return this.onward(node.id, result.branch)
  }

  /** Back along a repeat edge as long as it has repeats left, else along the plain one; null ends the run. */
  private onward(from: string, branch: string | null): string | null {
    const way = this.index.way(from, branch)
    if (way?.repeat?.repeat) {
      const id = wayId(from, branch)
      const taken = this.run.repeats?.[id] ?? 0
      if (taken < way.repeat.repeat.atMost) {
        this.run.repeats = { ...this.run.repeats, [id]: taken + 1 }
        return way.repeat.to
      }
    }
    return way?.plain?.to ?? null
  }

  fail(reason: string, detail: JsonObject): Advanced {
    const { position } = this.args.run
    const resume = position.kind === 'ended' ? null : { position, input: this.args.input }
    return this.end({ status: 'failed', reason, resume }, detail)
  }

  end(end: RunEnd, detail: JsonObject): Advanced {
    const at = this.args.now
    this.run.position = { kind: 'ended', end, at }
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

import type { Flow } from '../graph/flow.ts'
import { wayId } from '../graph/flow-index.ts'
import type { Run, TraceStep } from '../interpreter/run-state.ts'
import { byChannel, type MessageChannel } from '../sending/sending-settings.ts'
import type { ReplayedMessage, ReplayedRun, ReplayObserver } from './replayed-run.ts'

/** Messages of one channel or one step. A replay opens and clicks nothing. */
export interface ReplayMessages {
  sent: number
  skipped: Record<string, number>
  /** Still waiting for their hour when the clock ended. */
  postponed: number
  opened: number
  clicked: number
}

export interface ReplayNode extends ReplayMessages {
  entered: number
  /** Runs that stand there when the clock ends. */
  waiting: number
}

/** What a flow would have done: the flow's report, as far as it can be known, with what only a replay knows. */
export interface ReplayReport {
  /** Runs that began, and the people who did. */
  entered: number
  people: number
  /** Would-be entries by the rule that kept them out. */
  refused: Record<string, number>
  active: number
  completed: number
  /** Those of the completed that reached the goal, and their share of all that entered. */
  converted: number
  goalRate: number | null
  exited: Record<string, number>
  failed: number
  held: number
  /** Runs of people who are held out. */
  heldOut: number
  messages: Record<MessageChannel, ReplayMessages>
  messagesPerDay: ({ day: string } & Record<MessageChannel, number>)[]
  /** Pieces of SMS that were sent. */
  smsParts: number
  orders: 0
  revenue: []
  nodes: Record<string, ReplayNode>
  edges: { from: string; branch: string | null; count: number }[]
  /** Advances of runs that were made. */
  steps: number
}

/** A tally as plain data. */
export interface TallyState {
  report: ReplayReport
  edges: ReplayReport['edges']
  /** By days since 1970. */
  days: [number, Record<MessageChannel, number>][]
  named: { figure: string; of: string; people: string[] }[]
}

/** How many people stand behind each figure are kept by name. */
export const MOST_NAMED = 500

const none = (): ReplayMessages => ({ sent: 0, skipped: {}, postponed: 0, opened: 0, clicked: 0 })

const DAY_MS = 86_400_000

/**
 * Adds up a replay. Memory stays flat however many people pass: figures, and the first `MOST_NAMED` people of each, by its
 * name (`entered`, `node n1`, `edge n1 yes`, `skipped smart_sending`, `refused reentry`, `goal`, …).
 */
export class ReplayTally implements ReplayObserver {
  private readonly named = new Map<string, Map<string, Set<string>>>()
  private readonly report: ReplayReport
  private readonly edges = new Map<string, { from: string; branch: string | null; count: number }>()
  private readonly days = new Map<number, Record<MessageChannel, number>>()
  private readonly offsetMs: (at: number) => number

  /** `offsetMs`: how far the workspace's clock is ahead of UTC at an instant, for the days of messages. */
  constructor(flow: Flow, offsetMs: (at: number) => number = () => 0) {
    this.offsetMs = offsetMs
    this.report = {
      entered: 0,
      people: 0,
      refused: {},
      active: 0,
      completed: 0,
      converted: 0,
      goalRate: null,
      exited: {},
      failed: 0,
      held: 0,
      heldOut: 0,
      messages: byChannel(none),
      messagesPerDay: [],
      smsParts: 0,
      orders: 0,
      revenue: [],
      nodes: Object.fromEntries(flow.nodes.map(({ id }) => [id, { entered: 0, waiting: 0, ...none() }])),
      edges: [],
      steps: 0,
    }
  }

  onEntry = (profileId: string, refused: string | null): void => {
    if (refused === null) this.name('entered', '', profileId)
    else {
      add(this.report.refused, refused)
      this.name('refused', refused, profileId)
    }
  }

  onAdvance = (run: Run, steps: readonly TraceStep[]): void => {
    this.report.steps++
    for (let index = 0; index < steps.length; index++) {
      const { kind, node, branch } = steps[index] as TraceStep
      if (node === null) continue
      if (kind === 'passed' || kind === 'waiting') {
        const figures = this.report.nodes[node]
        if (figures) figures.entered++
        this.name('node', node, run.profileId)
      }
      const next = steps[index + 1]
      const stopped = next?.kind === 'ended' && next.branch === 'exited'
      if (stopped || (kind !== 'passed' && kind !== 'resumed' && kind !== 'started')) continue
      this.pass(node, branch, run.profileId)
    }
  }

  onMessage = (profileId: string, { node, channel, status, reason, at, parts }: ReplayedMessage): void => {
    const places = [this.report.messages[channel], this.report.nodes[node]]
    for (const place of places) {
      if (place === undefined) continue
      if (status === 'skipped') add(place.skipped, reason ?? 'unknown')
      else place[status]++
    }
    if (status === 'sent') {
      this.report.smsParts += parts
      const day = Math.floor((at + this.offsetMs(at)) / DAY_MS)
      const figures = this.days.get(day) ?? byChannel(() => 0)
      figures[channel]++
      this.days.set(day, figures)
      this.name('sent', node, profileId)
    } else this.name(status, reason ?? '', profileId)
  }

  onEnd = (profileId: string, runs: readonly ReplayedRun[]): void => {
    if (runs.length > 0) this.report.people++
    for (const { run } of runs) this.end(profileId, run)
  }

  private end(profileId: string, run: Run): void {
    const { report } = this
    report.entered++
    if (run.holdout) report.heldOut++
    const { position } = run
    if (position.kind !== 'ended') {
      report.active++
      this.name('active', '', profileId)
      if (position.kind === 'node' && report.nodes[position.node]) report.nodes[position.node]!.waiting++
      return
    }
    const { status, reason } = position.end
    if (status === 'exited') {
      add(report.exited, reason)
      this.name('exited', reason, profileId)
    } else report[status]++
    if (status === 'completed' && reason === 'goal') {
      report.converted++
      this.name('goal', '', profileId)
    }
    if (status === 'failed') this.name('failed', '', profileId)
  }

  private pass(from: string, branch: string | null, profileId: string): void {
    const id = wayId(from, branch)
    const edge = this.edges.get(id)
    if (edge === undefined) this.edges.set(id, { from, branch, count: 1 })
    else edge.count++
    this.name('edge', id, profileId)
  }

  private name(figure: string, of: string, profileId: string): void {
    let figures = this.named.get(figure)
    if (figures === undefined) {
      figures = new Map()
      this.named.set(figure, figures)
    }
    const people = figures.get(of)
    if (people === undefined) figures.set(of, new Set([profileId]))
    else if (people.size < MOST_NAMED) people.add(profileId)
  }

  /** All of it, in a form that goes from thread to thread. */
  state(): TallyState {
    return {
      report: this.report,
      edges: [...this.edges.values()],
      days: [...this.days],
      named: [...this.named].flatMap(([figure, figures]) =>
        [...figures].map(([of, people]) => ({ figure, of, people: [...people] })),
      ),
    }
  }

  /** Adds what another tally of the same flow saw after this one. */
  add({ report, edges, days, named }: TallyState): void {
    addUp(this.report as unknown as Figures, report as unknown as Figures)
    for (const { from, branch, count } of edges) {
      const edge = this.edges.get(wayId(from, branch))
      if (edge === undefined) this.edges.set(wayId(from, branch), { from, branch, count })
      else edge.count += count
    }
    for (const [day, figures] of days) {
      const own = this.days.get(day)
      if (own === undefined) this.days.set(day, figures)
      else addUp(own, figures)
    }
    for (const { figure, of, people } of named) for (const id of people) this.name(figure, of, id)
  }

  /** The people behind each figure, as far as they are kept. */
  people(): Map<string, ReadonlySet<string>> {
    return new Map(
      [...this.named].flatMap(([figure, figures]) =>
        [...figures].map(([of, people]) => [of === '' ? figure : `${figure} ${of}`, people] as const),
      ),
    )
  }

  /** The figures so far. */
  result(): ReplayReport {
    const { report } = this
    return {
      ...report,
      goalRate: report.entered === 0 ? null : report.converted / report.entered,
      edges: [...this.edges.values()],
      messagesPerDay: [...this.days]
        .sort(([a], [b]) => a - b)
        .map(([day, figures]) => ({ day: new Date(day * DAY_MS).toISOString().slice(0, 10), ...figures })),
    }
  }
}

type Figures = { [name: string]: number | Figures | unknown }

/** Adds numbers to the numbers of the same name, at every depth; whatever else there is stays. */
function addUp(sum: Figures, figures: Figures): void {
  for (const [name, figure] of Object.entries(figures)) {
    if (typeof figure === 'number') sum[name] = ((sum[name] as number | undefined) ?? 0) + figure
    else if (typeof figure === 'object' && figure !== null && !Array.isArray(figure)) {
      sum[name] ??= {}
      addUp(sum[name] as Figures, figure as Figures)
    }
  }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

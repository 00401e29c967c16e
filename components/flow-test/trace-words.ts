import type { Flow, FlowNode } from '#flows/graph/flow.ts'
import type { JsonObject } from '#flows/json.ts'
import type { TestedMessage, TestedStep } from '../api/test-flow.ts'
import { branchName } from '../canvas/node-views/branch-name.ts'
import type { NodeWords } from '../canvas/node-views/node-view.ts'

export interface TraceTools {
  /** Translations of `flows.test`. */
  t: NodeWords['t']
  words: NodeWords
  /** An instant in words. */
  time: (at: string) => string
  /** What became of a message, in words. */
  message: (message: TestedMessage) => string
}

/** What happened at a line of a trace, in words, and the values that were read. */
export function traceWords(
  step: Pick<TestedStep, 'kind' | 'branch' | 'detail'>,
  { node, message }: { node: FlowNode | undefined; message: TestedMessage | undefined },
  tools: TraceTools,
): string {
  const { t, words } = tools
  const { kind, branch, detail } = step
  switch (kind) {
    case 'started':
      return typeof detail.event === 'string'
        ? t('line.startedBy', { event: detail.event })
        : t('line.started')
    case 'waiting':
      return waitWords(detail, tools)
    case 'ended':
      return endWords(branch, detail, tools)
    case 'passed':
    case 'resumed': {
      if (message) return tools.message(message)
      if (detail.skipped === 'draft') return t('line.draft')
      if (detail.date === 'missing') return t('line.dateMissing')
      if (branch !== null) return t('line.branch', { branch: branchName(node, branch, words) })
      return t(kind === 'passed' ? 'line.done' : 'line.goesOn')
    }
    default:
      return t('line.goesOn')
  }
}

/** The values that a decision read, as they are called in conditions. */
export function valuesSeen({ detail }: Pick<TestedStep, 'detail'>): [name: string, value: string][] {
  const { saw } = detail
  if (typeof saw !== 'object' || saw === null || Array.isArray(saw)) return []
  return Object.entries(saw).map(([name, value]) => [name, value === null ? '—' : shown(value)])
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function waitWords(detail: JsonObject, { t, time }: TraceTools): string {
  const until = typeof detail.until === 'string' ? time(detail.until) : null
  if (detail.review) return t('line.review')
  if (typeof detail.event === 'string' && until)
    return t('line.waitsForEvent', { event: detail.event, time: until })
  return until ? t('line.waitsUntil', { time: until }) : t('line.waits')
}

function endWords(branch: string | null, detail: JsonObject, { t }: TraceTools): string {
  const reason = String(detail.reason ?? '')
  if (branch === 'completed') return t(reason === 'goal' ? 'line.goal' : 'line.end')
  if (branch === 'failed') return t('line.failed', { reason: String(detail.message ?? reason) })
  return t('line.leaves', { reason: t.has(`ends.${reason}`) ? t(`ends.${reason}`) : reason })
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** A length of time by its two largest units: "2 days 3 hours". Empty for less than a second. */
export function lengthOf(ms: number, locale: string): string {
  const parts: string[] = []
  let left = ms
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size)
    if (count === 0 || parts.length === 2) continue
    left -= count * size
    parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
  }
  return parts.join(' ')
}

/** The message that a line of the trace made. */
export function messageAt(
  step: Pick<TestedStep, 'kind' | 'node' | 'visit'>,
  messages: readonly TestedMessage[],
): TestedMessage | undefined {
  if (step.kind !== 'passed' && step.kind !== 'resumed') return undefined
  return messages.find(({ node, visit }) => node === step.node && visit === step.visit)
}

/** Steps of a flow by id. */
export const nodesOf = ({ nodes }: Pick<Flow, 'nodes'>): ReadonlyMap<string, FlowNode> =>
  new Map(nodes.map((node) => [node.id, node]))

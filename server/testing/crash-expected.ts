import type { Flow } from '#flows/graph/flow.ts'
import type { PersonHistory } from '#flows/replay/person-history.ts'
import { PersonReplay } from '#flows/replay/replay-person.ts'
import { NO_LIMITS } from '#flows/replay/replay-setting.ts'
import type { ReplayedMessage, ReplayedRun } from '#flows/replay/replayed-run.ts'
import { NO_SHOP } from '#flows/traits/traits.ts'

/** What one run did, apart from instants and ids, as lines that can be compared and shown. */
export interface Deeds {
  /** Status and reason. */
  end: string
  /** Kind, node, visit and branch of each line of the trace. */
  trace: string[]
  /** Node, visit and what became of each message, sorted. */
  messages: string[]
}

export interface ExpectedRun extends Deeds {
  triggerId: string
  /** From its start to its end; infinite where it doesn't end. */
  lastedMs: number
}

const DAY_MS = 86_400_000

export const traceLine = (kind: string, node: string | null, visit: number, branch: string | null) =>
  [kind, node ?? '-', visit, branch ?? '-'].join(' ')
export const messageLine = (node: string, visit: number, status: string, reason: string | null) =>
  [node, visit, status, reason ?? '-'].join(' ')

/** The runs of one person in a flow that nothing disturbs, in memory. */
export function expectedRuns(flow: Flow, flowId: string, history: PersonHistory): ExpectedRun[] {
  const setting = {
    flow,
    flowId,
    from: 0,
    until: Math.max(...history.events.map(({ time }) => time)) + DAY_MS,
    zone: 'Europe/Istanbul',
    settings: NO_LIMITS,
    winners: new Map<string, string>(),
    shop: NO_SHOP,
  }
  const messages: ReplayedMessage[] = []
  let runs: readonly ReplayedRun[] = []
  new PersonReplay(setting, history, {
    onMessage: (_, message) => messages.push(message),
    onEnd: (_, all) => {
      runs = all
    },
  }).play()
  return runs.map(({ run, trace }) => {
    const { position } = run
    const ended = position.kind === 'ended'
    return {
      triggerId: run.trigger!.id,
      end: ended ? `${position.end.status} ${position.end.reason}` : 'still inside',
      lastedMs: ended ? position.at - run.startedAt : Number.POSITIVE_INFINITY,
      trace: trace.map(({ kind, node, visit, branch }) => traceLine(kind, node, visit, branch)),
      messages: messages
        .filter((message) => message.run === run.id)
        .map(({ node, visit, status, reason }) => messageLine(node, visit, status, reason))
        .sort(),
    }
  })
}

import { workspaceFacts } from '#db/queries/message-facts.ts'
import { experimentWinners, writeReplayPeople } from '#db/queries/replay-history.ts'
import { workspaceById } from '#db/queries/workspaces.ts'
import { readEvent } from '#flows/events/incoming-event.ts'
import { Flow } from '#flows/graph/flow.ts'
import type { Json } from '#flows/json.ts'
import { replay } from '#flows/replay/replay.ts'
import { type ReplayReport, ReplayTally } from '#flows/replay/replay-report.ts'
import { byChannel, type MessageChannel } from '#flows/sending/sending-settings.ts'
import { AppError } from '../../app-error.ts'
import { givenHistory } from '../../replay/given-history.ts'
import { replayInThreads } from '../../replay/replay-in-threads.ts'
import { replaySetting } from '../../replay/replay-setting.ts'
import { zoneOffsetMs } from '../../replay/zone-offset.ts'
import type { JobRun } from '../job-run.ts'

interface ReplayInput {
  graph: unknown
  version: number | null
  seed?: string
  prices?: Partial<Record<MessageChannel, string>>
  from?: string
  to?: string
  events?: Json[]
  until?: string
}

/** The report with what the messages would have cost. */
export interface ReplayResult extends ReplayReport {
  from: string | null
  to: string
  version: number | null
  cost: { currency: string; total: string | null } & Record<MessageChannel, string | null>
}

/**
 * Job kind `replay`: a flow over the shop's own events of a period, or over given ones. People are read and forgotten page
 * by page, in threads; the same events give the same figures, so that a worker who takes it over begins anew.
 */
export async function replayFlow(work: JobRun): Promise<Json> {
  const { sql, workspaceId, flowId } = work
  const input = work.input as unknown as ReplayInput
  const flow = Flow.parse(input.graph)
  const workspace = (await workspaceFacts(sql, [workspaceId])).get(workspaceId)
  if (workspace === undefined || flowId === null) throw new AppError('not_found', 'The workspace is gone.')
  const until = new Date(input.until ?? input.to!)
  const from = input.from === undefined ? new Date(0) : new Date(input.from)
  const winners = await experimentWinners(sql, flowId)
  const drawn = input.seed === undefined ? flowId : `${flowId} ${input.seed}`
  let tally: ReplayTally
  if (input.events) {
    const setting = replaySetting({ flow, flowId: drawn, workspace, from, until, winners })
    tally = new ReplayTally(flow, zoneOffsetMs(workspace.timeZone))
    const country = (await workspaceById(sql, workspaceId))?.country ?? ''
    const read = input.events.map((event) => readEvent(event, '', { nowMs: until.getTime(), country }))
    const events = read.flatMap((one) => (one.ok ? [one.event] : []))
    replay({ ...setting, from: Number.NEGATIVE_INFINITY }, givenHistory(events), tally)
  } else {
    const wanted = { flow, flowId, workspace, from, until }
    tally = await replayInThreads(
      { databaseUrl: work.runtime.databaseUrl, wanted, drawnFor: drawn, winners },
      (progress) => work.save({ progress }),
    )
    const named = [...tally.people()].flatMap(([figure, ids]) =>
      [...ids].map((profileId) => ({ figure, profileId })),
    )
    await writeReplayPeople(sql, work.id, named)
  }
  const report = tally.result()
  return {
    ...report,
    from: input.from ?? null,
    to: input.until ?? input.to!,
    version: input.version,
    cost: costOf(report, workspace.currency, input.prices),
  } satisfies ReplayResult as unknown as Json
}

function costOf(
  report: ReplayReport,
  currency: string,
  prices: ReplayInput['prices'] = {},
): ReplayResult['cost'] {
  const costs = byChannel((channel) => {
    const price = prices[channel]
    const count = channel === 'sms' ? report.smsParts : report.messages[channel].sent
    return price === undefined ? null : rounded(Number(price) * count)
  })
  const known = Object.values(costs).filter((cost) => cost !== null)
  const text = (amount: number | null) => (amount === null ? null : String(amount))
  const total = known.length === 0 ? null : rounded(known.reduce((sum, cost) => sum + cost, 0))
  return { currency, ...byChannel((channel) => text(costs[channel])), total: text(total) }
}

const rounded = (amount: number) => Math.round(amount * 10_000) / 10_000

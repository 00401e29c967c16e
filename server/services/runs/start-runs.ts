import type { Tx } from '#db/client.ts'
import type { RoutedEvent } from '#db/queries/events.ts'
import { loadFacts } from '#db/queries/facts.ts'
import type { Version } from '#db/queries/flow-versions.ts'
import type { EntryHistory } from '#db/queries/runs.ts'
import type { FactRequest } from '#flows/conditions/facts.ts'
import { type EarlierRuns, enterByEvent, newRun } from '#flows/interpreter/enter.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { begun, type Held, isActive, type RunBatch, runId } from './run-batch.ts'

/** An event that might start a run of a live flow. */
interface Candidate {
  routed: RoutedEvent
  version: Version
  facts: Map<string, number>
}

/** Starts the runs that these events (at most one a person) trigger. `history`: the people's earlier runs. */
export async function startRuns(
  tx: Tx,
  batch: RunBatch,
  {
    events,
    live,
    history,
    now,
  }: { events: RoutedEvent[]; live: Version[]; history: EntryHistory[]; now: Date },
): Promise<void> {
  let open: Candidate[] = events
    .filter((routed) => !routed.backfill)
    .flatMap((routed) =>
      live.filter((v) => isTrigger(v, routed)).map((version) => ({ routed, version, facts: new Map() })),
    )
  const started: Held[] = []
  while (open.length > 0) {
    const lacking: { candidate: Candidate; requests: FactRequest[] }[] = []
    for (const candidate of open) {
      const { routed, version } = candidate
      const entry = enterByEvent({
        flow: version.flow,
        flowId: version.flowId,
        profileId: routed.profileId,
        event: routed.event,
        profile: profileFields(batch.profile(routed.profileId)),
        earlier: (key) => earlierRuns(batch, history, version.flowId, routed.profileId, key),
        facts: candidate.facts,
        now: now.getTime(),
      })
      if (entry.kind === 'need') lacking.push({ candidate, requests: entry.requests })
      if (entry.kind !== 'enter') continue
      const run = newRun({
        id: runId(now),
        flowId: version.flowId,
        profileId: routed.profileId,
        key: entry.key,
        trigger: routed.event,
        holdout: entry.holdout,
        now: now.getTime(),
      })
      started.push(begun({ version, part: routed.part, run, now }))
    }
    await lookUp(tx, lacking, now)
    open = lacking.map(({ candidate }) => candidate)
  }
  await batch.hold(started)
  await batch.give(
    started.map((held) => ({ held, input: { kind: 'start' } })),
    now,
  )
}

const isTrigger = ({ workspaceId, flow }: Version, { event, workspaceId: at }: RoutedEvent) =>
  workspaceId === at && flow.trigger?.kind === 'event' && flow.trigger.event === event.name

function earlierRuns(
  batch: RunBatch,
  history: EntryHistory[],
  flowId: string,
  profileId: string,
  key: string | null,
): EarlierRuns {
  const inHand = batch.runsOf(profileId).filter(({ run }) => run.flowId === flowId && run.key === key)
  const before = history.filter((h) => h.flowId === flowId && h.profileId === profileId && h.key === key)
  const starts = [...inHand.map(({ run }) => run.startedAt), ...before.map((h) => h.lastStartedAt.getTime())]
  return { active: inHand.some(isActive), lastStartedAt: starts.length === 0 ? null : Math.max(...starts) }
}

async function lookUp(
  tx: Tx,
  lacking: { candidate: Candidate; requests: FactRequest[] }[],
  now: Date,
): Promise<void> {
  const wanted = lacking.flatMap(({ candidate, requests }) =>
    requests.map((request) => ({
      candidate,
      part: candidate.routed.part,
      workspaceId: candidate.routed.workspaceId,
      profileId: candidate.routed.profileId,
      request,
    })),
  )
  if (wanted.length === 0) return
  const counts = await loadFacts(tx, wanted, now.getTime())
  for (const [index, { candidate }] of wanted.entries())
    candidate.facts.set(counts[index]!.id, counts[index]!.count)
}

import { loadFacts } from '#db/queries/facts.ts'
import type { Version } from '#db/queries/flow-versions.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { type EntryHistory, loadEntryHistory } from '#db/queries/runs.ts'
import type { FactValue } from '#flows/conditions/facts.ts'
import { type FactRequest, KnownFacts } from '#flows/conditions/facts.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import {
  type EarlierRuns,
  type Entry,
  enterByEvent,
  enterOtherwise,
  newRun,
} from '#flows/interpreter/enter.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { begun, type Held, isActive, runId } from './held.ts'
import type { RunBatch } from './run-batch.ts'

/** Something that might start a run of a flow for a person. */
export interface Cause {
  version: Version
  profile: Pick<StoredProfile, 'id' | 'part' | 'workspaceId'>
  /** What templates see as the trigger event. */
  event: FlowEvent | null
  /** `event`: the flow's own trigger event; otherwise a list, a segment, a date, a person or another flow. */
  by: 'event' | 'otherwise'
  /** How many flows led here. */
  depth: number
  /** The same event never makes two runs of a flow; false for a flow that was entered from another. */
  once: boolean
}

/** What became of a cause. */
export type Started = { cause: Cause; refused: string | null }

/**
 * Starts the runs that these causes make and lets them walk to their first wait; at most one cause a person and flow.
 * `history` is loaded where it is not given. Returns what became of each.
 */
export async function startCaused(
  batch: RunBatch,
  causes: Cause[],
  now: Date,
  history?: EntryHistory[],
): Promise<Started[]> {
  if (causes.length === 0) return []
  const before = history ?? (await historyOf(batch, causes))
  const outcomes: Started[] = []
  const started: Held[] = []
  let open = causes.map((cause) => ({ cause, facts: new KnownFacts() }))
  while (open.length > 0) {
    const lacking: { cause: Cause; facts: KnownFacts; requests: FactRequest[] }[] = []
    for (const { cause, facts } of open) {
      const entry = judgeEntry(batch, cause, facts, before, now)
      if (entry.kind === 'need') lacking.push({ cause, facts, requests: entry.requests })
      else outcomes.push({ cause, refused: entry.kind === 'refused' ? entry.reason : null })
      if (entry.kind === 'enter') started.push(beginning(cause, entry, now))
    }
    await lookUp(batch, lacking, now)
    open = lacking
  }
  await batch.hold(started)
  await batch.give(
    started.map((held) => ({ held, input: { kind: 'start' } })),
    now,
  )
  return outcomes
}

function judgeEntry(
  batch: RunBatch,
  { version, profile, event, by }: Cause,
  facts: KnownFacts,
  history: EntryHistory[],
  now: Date,
): Entry {
  const args = {
    flow: version.flow,
    flowId: version.flowId,
    profileId: profile.id,
    profile: profileFields(batch.profile(profile.id)),
    earlier: (key: string | null) => earlierRuns(batch, history, version.flowId, profile.id, key),
    facts,
    now: now.getTime(),
  }
  return by === 'event' && event !== null
    ? enterByEvent({ ...args, event })
    : enterOtherwise({ ...args, event })
}

function beginning(
  { version, profile, event, depth, once }: Cause,
  entry: Entry & { kind: 'enter' },
  now: Date,
) {
  const run = newRun({
    id: runId(now),
    flowId: version.flowId,
    profileId: profile.id,
    key: entry.key,
    trigger: event,
    holdout: entry.holdout,
    depth,
    now: now.getTime(),
  })
  return begun({ version, part: profile.part, run, triggerEventId: once ? (event?.id ?? null) : null, now })
}

function historyOf(batch: RunBatch, causes: Cause[]): Promise<EntryHistory[]> {
  const people = causes.map(({ profile }) => profile)
  const limited = causes.filter(({ version }) => version.flow.settings.reentry.mode !== 'always')
  return loadEntryHistory(
    batch.tx,
    people,
    [...new Set(limited.map(({ version }) => version.flowId))],
    [...batch.runs.values()].filter((held) => !held.isNew).map(({ run }) => run.id),
  )
}

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
  return {
    active: inHand.some(isActive) || before.some((h) => h.active),
    lastStartedAt: starts.length === 0 ? null : Math.max(...starts),
  }
}

async function lookUp(
  batch: RunBatch,
  lacking: { cause: Cause; facts: KnownFacts; requests: FactRequest[] }[],
  now: Date,
): Promise<void> {
  const wanted = lacking.flatMap(({ cause, facts, requests }) =>
    requests.map((request) => ({
      facts,
      part: cause.profile.part,
      workspaceId: cause.profile.workspaceId,
      profileId: cause.profile.id,
      request,
    })),
  )
  if (wanted.length === 0) return
  const values: FactValue[] = await loadFacts(batch.tx, wanted, now.getTime())
  for (const [index, { facts, request }] of wanted.entries()) facts.learn(request, values[index]!)
}

import { judge, type Subject } from '../conditions/evaluate.ts'
import type { FactRequest, Facts } from '../conditions/facts.ts'
import type { FlowEvent } from '../events/event.ts'
import { keyValue } from '../events/match.ts'
import type { Flow } from '../graph/flow.ts'
import { durationMs } from '../schedule/duration.ts'
import { stickyFraction } from '../sticky.ts'
import type { ProfileFields, Run } from './run-state.ts'

/** A person's earlier runs of a flow with the same key. Instants are milliseconds since 1970. */
export interface EarlierRuns {
  active: boolean
  lastStartedAt: number | null
}

export type RefusalReason = 'other_event' | 'filter' | 'profile_filter' | 'late' | 'reentry' | 'no_key'

/** Whether a person enters; `need` asks the shell for facts and is called again with them. */
export type Entry =
  | { kind: 'enter'; key: string | null; holdout: boolean }
  | { kind: 'refused'; reason: RefusalReason }
  | { kind: 'need'; requests: FactRequest[] }

interface EntryArgs {
  flow: Flow
  flowId: string
  profileId: string
  profile: ProfileFields
  /** Looks up the person's runs with this key. */
  earlier: (key: string | null) => EarlierRuns
  facts: Facts
  now: number
}

/** Judges whether an event starts a run of a flow for a person. */
export function enterByEvent(args: EntryArgs & { event: FlowEvent }): Entry {
  const { flow, event, now } = args
  if (flow.trigger?.kind !== 'event' || flow.trigger.event !== event.name)
    return { kind: 'refused', reason: 'other_event' }
  if (event.time < now - durationMs(flow.settings.latenessLimit)) return { kind: 'refused', reason: 'late' }
  const path = flow.trigger.key
  const key = path === undefined ? null : keyValue(event, path)
  if (path !== undefined && key === null) return { kind: 'refused', reason: 'no_key' }
  if (flow.trigger.filter) {
    const judged = judge(flow.trigger.filter, subjectOfEntry(args, key))
    if (judged.kind === 'need') return judged
    if (!judged.holds) return { kind: 'refused', reason: 'filter' }
  }
  return enterWithKey(args, key)
}

/** Judges whether a person enters by a list, a segment, a date, by hand or from another flow, whose event is `event`. */
export function enterOtherwise(args: EntryArgs & { event: FlowEvent | null }): Entry {
  const { flow, event } = args
  const path = flow.trigger?.kind === 'event' ? flow.trigger.key : undefined
  return enterWithKey(args, path === undefined || event === null ? null : keyValue(event, path))
}

function enterWithKey(args: EntryArgs & { event: FlowEvent | null }, key: string | null): Entry {
  const { flow, flowId, profileId, now } = args
  if (flow.settings.profileFilter) {
    const judged = judge(flow.settings.profileFilter, subjectOfEntry(args, key))
    if (judged.kind === 'need') return judged
    if (!judged.holds) return { kind: 'refused', reason: 'profile_filter' }
  }
  if (!mayReenter(flow, args.earlier(key), now)) return { kind: 'refused', reason: 'reentry' }
  return { kind: 'enter', key, holdout: heldOut(flow, flowId, profileId) }
}

function subjectOfEntry(args: EntryArgs & { event: FlowEvent | null }, key: string | null): Subject {
  const { flow, flowId, profileId, profile, event, facts, now } = args
  const path = flow.trigger?.kind === 'event' ? flow.trigger.key : undefined
  return {
    profile,
    event,
    answers: {},
    run: {
      id: null,
      startedAt: now,
      trigger: event,
      byTrigger: event !== null,
      key: path === undefined || key === null ? null : { path, value: key },
    },
    seed: `${flowId} ${profileId} ${event?.id ?? now}`,
    facts,
    now,
  }
}

/** The re-entry rule, for runs of one person and key. */
export function mayReenter(flow: Flow, earlier: EarlierRuns, now: number): boolean {
  const { reentry } = flow.settings
  switch (reentry.mode) {
    case 'always':
      return true
    case 'once':
      return earlier.lastStartedAt === null
    case 'when_idle':
      return !earlier.active
    case 'after':
      return earlier.lastStartedAt === null || now - earlier.lastStartedAt >= durationMs(reentry.every)
  }
}

/** Whether a person belongs to the flow's hold-out: the same answer every time. */
export function heldOut(flow: Flow, flowId: string, profileId: string): boolean {
  const { holdoutPercent } = flow.settings
  return holdoutPercent > 0 && stickyFraction('holdout', flowId, profileId) * 100 < holdoutPercent
}

/** A run that has not begun. */
export function newRun(args: {
  id: string
  flowId: string
  profileId: string
  key: string | null
  trigger: FlowEvent | null
  holdout: boolean
  /** How many flows led here. */
  depth?: number
  now: number
}): Run {
  const { now, depth = 0, ...rest } = args
  const run: Run = { ...rest, startedAt: now, position: { kind: 'start' }, visits: {}, answers: {} }
  return depth === 0 ? run : { ...run, depth }
}

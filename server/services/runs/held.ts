import { v7 } from 'uuid'
import type { Version } from '#db/queries/flow-versions.ts'
import type { StoredRun } from '#db/queries/runs.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import type { TraceStep } from '#flows/interpreter/run-state.ts'

/** A run in hand, with what it did since it was loaded. */
export interface Held extends StoredRun {
  isNew: boolean
  changed: boolean
  /** Its last input failed and waits for another try. */
  stuck: boolean
  trace: (TraceStep & { step: number; ordinal: number })[]
  effects: Effect[]
  /** How many of its effects were followed: other flows entered, lists changed. */
  followed: number
  /** When its effects were decided. */
  at: Date
  /** The event that makes one run of a flow at most; null where nothing forbids another. */
  triggerEventId: string | null
}

/** A run that was found in the database. */
export const found = (stored: StoredRun, now: Date): Held => ({
  ...stored,
  isNew: false,
  changed: false,
  stuck: false,
  trace: [],
  effects: [],
  followed: 0,
  at: now,
  triggerEventId: null,
})

/** A run that begins now. */
export function begun(args: {
  version: Version
  part: number
  run: StoredRun['run']
  triggerEventId: string | null
  now: Date
}): Held {
  const { version, part, run, triggerEventId, now } = args
  return {
    part,
    workspaceId: version.workspaceId,
    versionId: version.id,
    status: 'waiting',
    step: 0,
    wakeAt: now,
    attempts: 0,
    error: null,
    frozen: false,
    pending: [],
    run,
    isNew: true,
    changed: true,
    stuck: false,
    trace: [],
    effects: [],
    followed: 0,
    at: now,
    triggerEventId,
  }
}

/** Whether a run can still take anything in. */
export const isActive = ({ run }: Held): boolean => run.position.kind !== 'ended'

export const runId = (now: Date): string => v7({ msecs: now.getTime() })

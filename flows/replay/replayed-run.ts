import type { Effect } from '../interpreter/effects.ts'
import { wakeAt } from '../interpreter/listens.ts'
import type { Run, TraceStep } from '../interpreter/run-state.ts'
import type { MessageChannel } from '../sending/sending-settings.ts'

/** A run of a replay with what it did. */
export interface ReplayedRun {
  run: Run
  /** When it goes on by time alone; infinite while only an event or nothing moves it. */
  wakeAt: number
  trace: TraceStep[]
}

export interface ReplayedMessage {
  run: string
  node: string
  visit: number
  channel: MessageChannel
  /** `postponed`: it still waits for its hour when the clock ends. */
  status: 'sent' | 'skipped' | 'postponed'
  reason: string | null
  detail: Record<string, unknown>
  /** When that was decided; milliseconds since 1970. */
  at: number
  /** Of an SMS that was sent. */
  parts: number
}

/** What becomes of one person in a replay, as it happens. */
export interface ReplayObserver {
  /** Somebody entered, or was refused with a reason. */
  onEntry?: (profileId: string, refused: string | null, at: number) => void
  /** A run took something in. */
  onAdvance?: (run: Run, steps: readonly TraceStep[], effects: readonly Effect[]) => void
  /** A message was decided on. */
  onMessage?: (profileId: string, message: ReplayedMessage) => void
  /** The person is done; runs that did not end are where they stand when the clock ends. */
  onEnd?: (profileId: string, runs: readonly ReplayedRun[]) => void
}

/** Takes in where a run stands now. */
export function place(replayed: ReplayedRun, run: Run): void {
  replayed.run = run
  replayed.wakeAt = wakeAt(run) ?? Number.POSITIVE_INFINITY
}

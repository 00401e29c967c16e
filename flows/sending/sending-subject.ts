import type { FactRequest, Facts } from '../conditions/facts.ts'
import type { Flow } from '../graph/flow.ts'
import type { ProfileFields, Run } from '../interpreter/run-state.ts'
import type { JsonObject } from '../json.ts'
import type { MessageChannel, SendingSettings } from './sending-settings.ts'

export type MessageKind = 'marketing' | 'transactional'

/** The message in question. */
export interface MessageInHand {
  channel: MessageChannel
  kind: MessageKind
  /** Its flow's place in `PRIORITIES`: more is more important. */
  priority: number
  /** False: it goes out however recently the person was written to. */
  smartSending: boolean
}

/** A message that went out to the person, or is about to. */
export interface PastSend {
  /** What names it in the record of a message that it stands against. */
  id: string
  /** Milliseconds since 1970. */
  at: number
  channel: MessageChannel
  kind: MessageKind
  priority: number
}

/** Whether the message's run still stands. `frozen`: its flow is paused. */
export type RunStanding =
  | { kind: 'active' }
  | { kind: 'frozen' }
  | { kind: 'ended'; status: string; reason: string | null }

/** The newest word of the person on a channel and kind of message. */
export interface GivenConsent {
  status: 'subscribed' | 'unsubscribed' | 'pending'
  source: string
  /** Milliseconds since 1970. */
  at: number
}

/** Everything that is looked at before a message: plain data, the same live and in replay. */
export interface SendingSubject {
  message: MessageInHand
  /** The version that the run is on. */
  flow: Flow
  /** Null: there is no such run any more. */
  run: Run | null
  standing: RunStanding
  /** Null: there is no such person any more. */
  profile: ProfileFields | null
  /** For the message's own channel and kind; null: nothing was ever said. */
  consent: GivenConsent | null
  /** Why the person's address must not be written to; null where it may. */
  suppression: string | null
  /** Browsers of the person that take push notifications now. */
  browsers: number
  /** The workspace's; the flow's own go before them. */
  settings: SendingSettings
  /** The workspace's time zone, for people whose own is not known. */
  zone: string
  /** What went out to this person before, newest first, without the message itself. */
  past: readonly PastSend[]
  facts: Facts
  /** Milliseconds since 1970. */
  now: number
}

/** What becomes of a message: each reason with the values that decided it. `until`: milliseconds since 1970. */
export type SendingJudgement =
  | { kind: 'send' }
  | { kind: 'skip'; reason: string; detail: JsonObject }
  | { kind: 'postpone'; until: number; reason: string; detail: JsonObject }
  | { kind: 'need'; requests: FactRequest[] }

/** How a run stands by itself: in replay, and wherever no flow is paused. */
export function standingOf({ position }: Run): RunStanding {
  if (position.kind !== 'ended') return { kind: 'active' }
  return { kind: 'ended', status: position.end.status, reason: position.end.reason }
}

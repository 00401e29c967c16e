import { judge } from '../conditions/evaluate.ts'
import type { Flow } from '../graph/flow.ts'
import { subjectOf } from '../interpreter/subject.ts'
import type { JsonObject } from '../json.ts'
import { zoneFor } from '../schedule/calendar.ts'
import { durationMs } from '../schedule/duration.ts'
import { addressOf, isE164, isEmailAddress } from './address.ts'
import { brokenCap } from './frequency-caps.ts'
import { rulesInForce } from './own-rules.ts'
import { quietUntil } from './quiet-hours.ts'
import type { MessageChannel } from './sending-settings.ts'
import type { SendingJudgement, SendingSubject } from './sending-subject.ts'

type Check = (subject: SendingSubject) => Exclude<SendingJudgement, { kind: 'send' }> | null

/** What makes a noise at night: e-mail and WhatsApp lie still until they are looked at. */
const WAITS_FOR_DAY: ReadonlySet<MessageChannel> = new Set(['sms', 'push'])

/** How soon a message of a paused flow is looked at again. */
const FROZEN_MS = 60_000

/** The chain before every message, in the order of the flow contract. */
const CHAIN: readonly Check[] = [
  runStands,
  personExists,
  passesProfileFilter,
  addressIsValid,
  consentAllows,
  notSuppressed,
  notHeldOut,
  outsideQuietHours,
  notTooSoon,
  withinCaps,
]

/** Whether a message may go out now; the first check that objects decides. Nothing of it depends on its content. */
export function judgeMessage(asked: SendingSubject): SendingJudgement {
  const subject = { ...asked, settings: rulesInForce(asked.settings, asked.flow.settings) }
  for (const check of CHAIN) {
    const objection = check(subject)
    if (objection !== null) return objection
  }
  return { kind: 'send' }
}

const skip = (reason: string, detail: JsonObject = {}) => ({ kind: 'skip', reason, detail }) as const
const iso = (ms: number) => new Date(ms).toISOString()

/**
 * The goal takes back what was still to be said, and so does leaving from outside (archived, merged, taken out).
 * A run that came to its own end, or to one of its flow's exit steps, does not.
 */
function runStands({ run, standing, flow, now }: SendingSubject) {
  if (run === null) return skip('run_ended', { status: 'missing' })
  if (standing.kind === 'active') return null
  if (standing.kind === 'frozen') {
    return { kind: 'postpone', until: now + FROZEN_MS, reason: 'paused', detail: {} } as const
  }
  const { status, reason } = standing
  const takenBack =
    (status === 'exited' && !isOwnExit(flow, reason)) || (status === 'completed' && reason === 'goal')
  return takenBack ? skip('run_ended', { status, reason }) : null
}

function isOwnExit(flow: Flow, reason: string | null): boolean {
  return (
    reason === 'filter' ||
    reason === 'no_path' ||
    flow.nodes.some((node) => node.kind === 'exit' && node.config.reason === reason)
  )
}

function personExists({ profile }: SendingSubject) {
  return profile === null ? skip('profile_missing') : null
}

function passesProfileFilter({ flow, run, profile, facts, now }: SendingSubject) {
  const filter = flow.settings.profileFilter
  if (filter === null || run === null || profile === null) return null
  const judged = judge(filter, subjectOf({ flow, run, profile, facts, now }))
  if (judged.kind === 'need') return judged
  return judged.holds ? null : skip('profile_filter', { saw: judged.saw })
}

function addressIsValid({ message: { channel }, profile, browsers }: SendingSubject) {
  if (channel === 'push') return browsers > 0 ? null : skip('no_subscription')
  const address = addressOf(channel, profile)
  if (address === null) return skip(channel === 'email' ? 'no_email' : 'no_phone')
  const valid = channel === 'email' ? isEmailAddress(address) : isE164(address)
  return valid ? null : skip('invalid_address', { address })
}

function consentAllows({ message, consent, settings }: SendingSubject) {
  const detail: JsonObject = consent
    ? { status: consent.status, source: consent.source, time: iso(consent.at) }
    : { status: 'none' }
  if (consent?.status === 'unsubscribed') return skip('unsubscribed', detail)
  const explicit = message.kind === 'marketing' && settings.consentRule === 'explicit'
  return explicit && consent?.status !== 'subscribed' ? skip('no_consent', detail) : null
}

function notSuppressed({ suppression }: SendingSubject) {
  return suppression === null ? null : skip('suppressed', { because: suppression })
}

/** Who is held out of a flow gets none of its messages and is followed to the goal. */
function notHeldOut({ run, flow }: SendingSubject) {
  return run?.holdout ? skip('holdout', { percent: flow.settings.holdoutPercent }) : null
}

function outsideQuietHours({ message, settings, profile, zone, now }: SendingSubject) {
  const { quietHours } = settings
  if (quietHours === null || !WAITS_FOR_DAY.has(message.channel) || message.kind !== 'marketing') return null
  const theirs = zoneFor(undefined, profile ?? {}, zone)
  const until = quietUntil(quietHours, theirs, now)
  if (until === null) return null
  const { from, to } = quietHours
  return { kind: 'postpone', until, reason: 'quiet_hours', detail: { from, to, zone: theirs } } as const
}

/** Smart sending: a marketing message that comes too soon after another is passed over, not kept for later. */
function notTooSoon({ message, settings, past, now }: SendingSubject) {
  const hours = settings.smartSending[message.channel]
  if (hours <= 0 || !message.smartSending || message.kind !== 'marketing') return null
  const since = now - durationMs({ amount: hours, unit: 'hours' })
  const against = past.find(
    ({ at, kind, channel }) => at > since && kind === 'marketing' && channel === message.channel,
  )
  return against ? skip('smart_sending', { hours, at: iso(against.at), message: against.id }) : null
}

function withinCaps({ message, settings, past, now }: SendingSubject) {
  if (message.kind !== 'marketing') return null
  const broken = brokenCap(settings.frequencyCaps, message, past, now)
  if (broken === null) return null
  const { cap, counted } = broken
  return skip('frequency_cap', { channel: cap.channel, messages: cap.messages, per: cap.per, counted })
}

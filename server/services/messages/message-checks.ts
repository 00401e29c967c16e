import type { RunFacts, StandingConsent, WorkspaceFacts } from '#db/queries/message-facts.ts'
import type { DueMessage } from '#db/queries/messages-due.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import type { Flow } from '#flows/graph/flow.ts'

/** Everything the checks before a message look at. */
export interface Checked {
  message: Pick<DueMessage, 'channel'>
  messageKind: 'marketing' | 'transactional'
  run: RunFacts | undefined
  /** The version the run is on. */
  flow: Flow
  profile: StoredProfile | undefined
  workspace: WorkspaceFacts
  consents: StandingConsent[]
  /** Why the address must not be written to; null where it may. */
  suppression: string | null
}

/** Why a message is not sent, with the values that decided it; or that it has to wait. */
export type CheckOutcome =
  | { kind: 'skip'; reason: string; detail: Record<string, unknown> }
  | { kind: 'postpone' }

type Check = (subject: Checked) => CheckOutcome | null

const skip = (reason: string, detail: Record<string, unknown> = {}): CheckOutcome => ({
  kind: 'skip',
  reason,
  detail,
})

/** The chain before every message, in the order of the flow contract; the first that objects decides. */
const CHECKS: readonly Check[] = [runStands, personExists, addressIsValid, consentAllows, notSuppressed]

/** The first objection to a message, or null where it may go out. */
export function checkMessage(subject: Checked): CheckOutcome | null {
  for (const check of CHECKS) {
    const outcome = check(subject)
    if (outcome !== null) return outcome
  }
  return null
}

/**
 * The goal takes back what was still to be said, and so does leaving from outside (archived, merged, taken out).
 * A run that came to its own end, or to one of its flow's exit steps, does not.
 */
function runStands({ run, flow }: Checked): CheckOutcome | null {
  if (run === undefined) return skip('run_ended', { status: 'missing' })
  if (run.status === 'held') return { kind: 'postpone' }
  const ended =
    (run.status === 'exited' && !ownExit(flow, run.reason)) ||
    (run.status === 'completed' && run.reason === 'goal')
  return ended ? skip('run_ended', { status: run.status, reason: run.reason }) : null
}

function ownExit(flow: Flow, reason: string | null): boolean {
  return (
    reason === 'filter' || flow.nodes.some((node) => node.kind === 'exit' && node.config.reason === reason)
  )
}

function personExists({ profile }: Checked): CheckOutcome | null {
  return profile === undefined ? skip('profile_missing') : null
}

function addressIsValid({ message, profile }: Checked): CheckOutcome | null {
  const address = addressOf(message.channel, profile)
  if (address === null) return skip(message.channel === 'email' ? 'no_email' : 'no_phone')
  const valid = message.channel === 'email' ? isEmailAddress(address) : isE164(address)
  return valid ? null : skip('invalid_address', { address })
}

function consentAllows({ message, messageKind, workspace, consents }: Checked): CheckOutcome | null {
  const standing = consents.find(({ channel, kind }) => channel === message.channel && kind === messageKind)
  const detail = standing
    ? { status: standing.status, source: standing.source, time: standing.time.toISOString() }
    : { status: 'none' }
  if (standing?.status === 'unsubscribed') return skip('unsubscribed', detail)
  const explicit = messageKind === 'marketing' && workspace.consentRule === 'explicit'
  return explicit && standing?.status !== 'subscribed' ? skip('no_consent', detail) : null
}

function notSuppressed({ suppression }: Checked): CheckOutcome | null {
  return suppression === null ? null : skip('suppressed', { because: suppression })
}

/** Where a channel reaches a person. */
export function addressOf(channel: 'email' | 'sms', profile: StoredProfile | undefined): string | null {
  return (channel === 'email' ? profile?.email : profile?.phone) || null
}

/** Whether text is one e-mail address that a server would take (RFC 5321 sizes, no quoted local parts). */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>",;:\\()[\]\p{C}]{1,64}@([^\s@<>",;:\\()[\]\p{C}.]{1,63}\.)+[^\s@<>",;:\\()[\]\p{C}.]{2,63}$/u.test(
      text,
    )
  )
}

/** Whether text is a phone number in E.164. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text)
}

import type { Tx } from '#db/client.ts'
import { loadFacts, type PersonFact } from '#db/queries/facts.ts'
import type { RunFacts } from '#db/queries/message-facts.ts'
import { isInReview } from '#db/queries/runs.ts'
import { KnownFacts, NO_FACTS } from '#flows/conditions/facts.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { judgeMessage } from '#flows/sending/judge-message.ts'
import type {
  PastSend,
  RunStanding,
  SendingJudgement,
  SendingSubject,
} from '#flows/sending/sending-subject.ts'
import { type Addressable, type SendingFacts, suppressionOf } from './sending-facts.ts'

const MOST_FACT_ROUNDS = 20

/**
 * Judges the messages of one batch one after the other: each knows what went out before it and what of the batch is about to.
 */
export class SendingJudge {
  private readonly facts: SendingFacts
  private readonly now: Date
  private readonly known = new Map<string, KnownFacts>()

  constructor(facts: SendingFacts, now: Date) {
    this.facts = facts
    this.now = now
  }

  /** Looks up what profile filters ask about, in rounds for all messages at once. */
  async lookUp(tx: Tx, messages: Addressable[]): Promise<void> {
    let open = messages
    for (let round = 0; open.length > 0; round++) {
      if (round === MOST_FACT_ROUNDS) throw new Error('A profile filter asks for facts without end')
      const lacking = open.flatMap((one) => {
        const judgement = judgeMessage(this.subjectOf(one))
        return judgement.kind === 'need' ? [{ one, requests: judgement.requests }] : []
      })
      const wanted = lacking.flatMap(({ one: { message }, requests }) =>
        requests.map((request) => ({ message, fact: factOf(message, request) })),
      )
      const values = await loadFacts(
        tx,
        wanted.map(({ fact }) => fact),
        this.now.getTime(),
      )
      for (const [index, { message, fact }] of wanted.entries()) {
        const known = this.known.get(message.id) ?? new KnownFacts()
        known.learn(fact.request, values[index]!)
        this.known.set(message.id, known)
      }
      open = lacking.map(({ one }) => one)
    }
  }

  /** Judges a message whose facts were looked up. */
  judge(one: Addressable): Exclude<SendingJudgement, { kind: 'need' }> {
    const judgement = judgeMessage(this.subjectOf(one))
    if (judgement.kind === 'need') throw new Error('The facts of a message were not looked up')
    return judgement
  }

  /** Remembers whether a message goes out, for those that are judged after it. */
  settle({ message, node }: Addressable, goesOut: boolean): void {
    const { id, profileId, channel, priority } = message
    const others = this.pastOf(profileId).filter((send) => send.id !== id)
    const send = { id, at: this.now.getTime(), channel, kind: node.config.messageKind, priority }
    this.facts.past.set(profileId, goesOut ? [send, ...others] : others)
  }

  private pastOf(profileId: string): PastSend[] {
    return this.facts.past.get(profileId) ?? []
  }

  private subjectOf(one: Addressable): SendingSubject {
    const { message, version, node, workspace, profile, run } = one
    const consent = this.facts.consents
      .get(message.profileId)
      ?.find(({ channel, kind }) => channel === message.channel && kind === node.config.messageKind)
    return {
      message: {
        channel: message.channel,
        kind: node.config.messageKind,
        priority: message.priority,
        smartSending: node.config.smartSending ?? true,
      },
      flow: version.flow,
      run: run?.state ?? null,
      standing: standingOfRow(run),
      profile: profile ? profileFields(profile) : null,
      consent: consent
        ? { status: consent.status, source: consent.source, at: consent.time.getTime() }
        : null,
      suppression: suppressionOf(one, this.facts),
      browsers: one.browsers.length,
      settings: workspace,
      zone: workspace.timeZone,
      past: this.pastOf(message.profileId).filter(({ id }) => id !== message.id),
      facts: this.known.get(message.id) ?? NO_FACTS,
      now: this.now.getTime(),
    }
  }
}

function factOf(
  { part, workspaceId, profileId }: Addressable['message'],
  request: PersonFact['request'],
): PersonFact {
  return { part, workspaceId, profileId, request }
}

/** A run that waits for a review is held too, and its other messages go on. */
function standingOfRow(run: RunFacts | undefined): RunStanding {
  if (run === undefined) return { kind: 'active' }
  if (run.flowStatus === 'paused' || (run.status === 'held' && !isInReview(run.state))) {
    return { kind: 'frozen' }
  }
  return run.status === 'waiting' || run.status === 'held'
    ? { kind: 'active' }
    : { kind: 'ended', status: run.status, reason: run.reason }
}

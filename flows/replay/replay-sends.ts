import type { Engagement } from '../conditions/facts.ts'
import { eventFields } from '../events/event.ts'
import { PRIORITIES } from '../graph/flow.ts'
import { indexOf } from '../graph/flow-index.ts'
import { isMessageNode } from '../graph/message-node.ts'
import type { Effect } from '../interpreter/effects.ts'
import type { ProfileFields } from '../interpreter/run-state.ts'
import { judgeMessage } from '../sending/judge-message.ts'
import { type PastSend, standingOf } from '../sending/sending-subject.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { PersonHistory } from './person-history.ts'
import type { ReplaySetting } from './replay-setting.ts'
import type { ReplayedMessage, ReplayedRun, ReplayObserver } from './replayed-run.ts'

/** A message that is to be judged at an instant; milliseconds since 1970. */
export interface DueMessage {
  replayed: ReplayedRun
  effect: Effect & { kind: 'message' }
  at: number
}

/** The outbox of one person's replay: what waits for its instant, and what went out. */
export class ReplaySends {
  facts!: HistoryFacts
  private readonly setting: ReplaySetting
  private readonly history: PersonHistory
  private readonly observer: ReplayObserver
  private due: DueMessage[] = []
  /** Newest first. */
  private readonly sent: PastSend[] = []
  private readonly sentBy: ReplayedMessage[] = []
  private now = 0
  private profile: ProfileFields = {}

  constructor(setting: ReplaySetting, history: PersonHistory, observer: ReplayObserver) {
    this.setting = setting
    this.history = history
    this.observer = observer
  }

  add(due: DueMessage): void {
    this.due.push(due)
  }

  /** When the next message is to be judged; infinite where none is. */
  nextAt(): number {
    let least = Number.POSITIVE_INFINITY
    for (const { at } of this.due) if (at < least) least = at
    return least
  }

  /** How many messages of a run went out; nobody opens or clicks in a replay. */
  count(run: string, node: string | null, did: 'sent' | 'opened' | 'clicked'): number {
    if (did !== 'sent') return 0
    return this.sentBy.filter((one) => one.run === run && (node === null || one.node === node)).length
  }

  /** How many messages the person received within a span; of a flow those of the replay alone are known. */
  engaged({ did, channel, flow, from, until }: Engagement): number {
    if (did !== 'received' || (flow !== null && flow !== this.setting.flowId)) return 0
    const sent = flow === null ? this.past() : this.sent
    return sent.filter(
      (one) =>
        (channel === null || one.channel === channel) &&
        (from === null || one.at >= from) &&
        (until === null || one.at <= until),
    ).length
  }

  /** The chain before each message that is due by now. */
  judgeDue(now: number, profile: ProfileFields): void {
    this.now = now
    this.profile = profile
    const all = this.due
    const ready = all.filter(({ at }) => at <= this.now)
    this.due = ready.length === all.length ? [] : all.filter(({ at }) => at > this.now)
    // those of one instant go out together: none of them has been sent yet when the others are judged
    const sent = ready.flatMap((one) => this.judge(one) ?? [])
    this.sentBy.push(...sent)
  }

  /** Returns the message if it is sent. */
  private judge({ replayed, effect }: DueMessage): ReplayedMessage | undefined {
    const { flow, settings, zone, smsParts } = this.setting
    const node = indexOf(flow).node(effect.node)
    if (!isMessageNode(node)) return undefined
    const { channel } = effect
    const kind = node.config.messageKind
    const priority = PRIORITIES.indexOf(flow.settings.priority)
    const smartSending = node.config.smartSending !== false
    const judged = judgeMessage({
      message: { channel, kind, priority, smartSending },
      flow,
      run: replayed.run,
      standing: standingOf(replayed.run),
      profile: this.profile,
      consent: this.facts.consent(channel, kind),
      suppression: this.history.suppressions[channel] ?? null,
      browsers: this.browsers(),
      settings,
      zone,
      past: this.past(),
      facts: this.facts,
      now: this.now,
    })
    const message: ReplayedMessage = {
      run: replayed.run.id,
      node: effect.node,
      visit: effect.visit,
      channel,
      status: 'skipped',
      reason: null,
      detail: {},
      at: this.now,
      parts: 0,
    }
    switch (judged.kind) {
      case 'need':
        throw new Error('A replay knows every fact')
      case 'postpone':
        this.due.push({ replayed, effect, at: judged.until })
        if (judged.until <= this.setting.until) return undefined
        Object.assign(message, { status: 'postponed', reason: judged.reason, detail: judged.detail })
        break
      case 'skip':
        Object.assign(message, { reason: judged.reason, detail: judged.detail })
        break
      case 'send': {
        message.status = 'sent'
        if (channel === 'sms') message.parts = smsParts?.(effect.node, this.scopeOf(replayed)) ?? 1
        this.sent.unshift({ id: message.run, at: this.now, channel, kind, priority })
      }
    }
    this.observer.onMessage?.(this.history.profileId, message)
    return message.status === 'sent' ? message : undefined
  }

  private scopeOf({ run }: ReplayedRun): { profile: object; event: object } {
    return { profile: this.profile, event: run.trigger ? eventFields(run.trigger) : {} }
  }

  private browsers(): number {
    return this.history.browsers.filter(
      ({ from, until }) => from <= this.now && (until === null || until > this.now),
    ).length
  }

  /** What went out by now, newest first: in the replay, and really, from elsewhere. */
  private past(): PastSend[] {
    if (this.history.sends.length === 0) return this.sent
    const real = this.history.sends.filter(({ at }) => at <= this.now)
    return [...this.sent, ...real].sort((a, b) => b.at - a.at)
  }
}

import type { FlowEvent } from '../events/event.ts'
import { advance } from '../interpreter/advance.ts'
import type { Effect } from '../interpreter/effects.ts'
import { type EarlierRuns, type Entry, enterByEvent, enterOtherwise, newRun } from '../interpreter/enter.ts'
import type { Input, ProfileFields } from '../interpreter/run-state.ts'
import { updated } from '../interpreter/updated.ts'
import { readPath } from '../json.ts'
import { MOST_DEPTH } from '../nodes/enter-flow.ts'
import { nextOccurrence, zoneFor } from '../schedule/calendar.ts'
import { HistoryFacts } from './history-facts.ts'
import type { PersonHistory } from './person-history.ts'
import { ReplaySends } from './replay-sends.ts'
import type { ReplaySetting } from './replay-setting.ts'
import { place, type ReplayedRun, type ReplayObserver } from './replayed-run.ts'

/** No person has so many timers in a period that a marketer means. */
const MOST_TURNS = 1_000_000

/**
 * One person's way through a flow on a virtual clock: every event and every timer at its own instant, through the same
 * `advance` and the same chain before a message as live. Webhooks are taken to succeed, reviews to be sent, other flows
 * that are entered are left out.
 */
export class PersonReplay {
  private readonly setting: ReplaySetting
  private readonly history: PersonHistory
  private readonly observer: ReplayObserver
  private readonly facts: HistoryFacts
  private readonly runs: ReplayedRun[] = []
  private active: ReplayedRun[] = []
  private readonly sends: ReplaySends
  private emitted: FlowEvent[] = []
  /** What the outside answers, after the events of this instant. */
  private answers: { replayed: ReplayedRun; input: Input }[] = []
  private profile: ProfileFields
  private now = Number.NEGATIVE_INFINITY
  private nextDate = Number.POSITIVE_INFINITY
  /** Whether the flow's date trigger lets the person in by itself. */
  private dated = false

  constructor(setting: ReplaySetting, history: PersonHistory, observer: ReplayObserver) {
    this.setting = setting
    this.history = history
    this.observer = observer
    this.profile = history.profile
    this.sends = new ReplaySends(setting, history, observer)
    this.facts = new HistoryFacts(history, this.sends, setting)
    this.sends.facts = this.facts
  }

  /**
   * Lets the person in once, at an instant, whatever the trigger, and follows them to the end of the clock: what they did
   * before is known, and nothing else happens to them. `event` is the trigger's, or what stands for one.
   */
  test(event: FlowEvent): void {
    for (const before of this.history.events) if (before.time <= event.time) this.facts.happened(before)
    const { trigger } = this.setting.flow
    if (trigger?.kind === 'event') this.tell(event)
    else {
      this.tick(event.time)
      this.enter(event, 0, false)
      this.bringAbout()
    }
    this.passTime(this.setting.until, true)
    this.observer.onEnd?.(this.history.profileId, this.runs)
  }

  /** Lets everything happen, up to the end of the clock. */
  play(): void {
    const { from, until } = this.setting
    this.dated = this.setting.flow.trigger?.kind === 'date'
    this.setNextDate(from - 1)
    const joins = this.joins()
    let join = 0
    for (const event of this.history.events) {
      if (event.time > until) break
      if (event.time < from) {
        this.facts.happened(event)
        continue
      }
      while (join < joins.length && (joins[join] as FlowEvent).time <= event.time) this.come(joins[join++]!)
      this.passTime(event.time, false)
      this.tell(event)
    }
    while (join < joins.length) this.come(joins[join++]!)
    this.passTime(until, true)
    this.observer.onEnd?.(this.history.profileId, this.runs)
  }

  private tick(at: number): void {
    this.now = at
    this.facts.now = at
  }

  /** Fires what is due before `until` (or at it), each at its own instant; messages of an instant come last. */
  private passTime(until: number, inclusive: boolean): void {
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      const timer = Math.min(this.nextDate, earliest(this.active))
      const message = this.sends.nextAt()
      const next = Math.min(timer, message)
      if (next > until || (next === until && !inclusive) || next === Number.POSITIVE_INFINITY) return
      this.tick(Math.max(next, this.now))
      if (timer <= message) this.fire(timer)
      else this.sends.judgeDue(this.now, this.profile)
    }
  }

  private fire(at: number): void {
    if (this.nextDate === at) this.comeByDate(at)
    for (const replayed of this.active.filter(({ wakeAt }) => wakeAt <= at)) {
      if (replayed.wakeAt <= at) this.give(replayed, { kind: 'timer' })
    }
    this.bringAbout()
  }

  /** An event reaches the runs that are there, then may start one. */
  private tell(event: FlowEvent): void {
    this.reach(event)
    this.bringAbout()
  }

  private reach(event: FlowEvent): void {
    this.tick(event.time)
    this.facts.happened(event)
    for (const replayed of this.active.slice()) this.give(replayed, { kind: 'event', event })
    const { trigger } = this.setting.flow
    if (trigger?.kind === 'event' && trigger.event === event.name) this.enter(event, 0, true)
  }

  /** What an instant brings about at once: events that steps made, then the answers of webhooks and reviews. */
  private bringAbout(): void {
    for (;;) {
      for (let event = this.emitted.shift(); event; event = this.emitted.shift()) this.reach(event)
      const answers = this.answers
      if (answers.length === 0) return
      this.answers = []
      for (const { replayed, input } of answers) this.give(replayed, input)
    }
  }

  private enter(event: FlowEvent, depth: number, byEvent: boolean): void {
    const { flow, flowId } = this.setting
    const { profileId } = this.history
    const args = {
      flow,
      flowId,
      profileId,
      event,
      profile: this.profile,
      earlier: (key: string | null) => this.earlier(key),
      facts: this.facts,
      now: this.now,
    }
    const entry: Entry = byEvent ? enterByEvent(args) : enterOtherwise(args)
    if (entry.kind === 'need') throw new Error('A replay knows every fact')
    this.observer.onEntry?.(profileId, entry.kind === 'refused' ? entry.reason : null, this.now)
    if (entry.kind === 'refused') return
    const { key, holdout } = entry
    const id = `${profileId} ${this.runs.length + 1}`
    const run = newRun({ id, flowId, profileId, key, trigger: event, holdout, depth, now: this.now })
    const replayed: ReplayedRun = { run, wakeAt: Number.POSITIVE_INFINITY, trace: [] }
    this.runs.push(replayed)
    this.active.push(replayed)
    this.give(replayed, { kind: 'start' })
  }

  private earlier(key: string | null): EarlierRuns {
    const same = this.runs.filter(({ run }) => run.key === key)
    const last = same.at(-1)
    return {
      active: same.some(({ run }) => run.position.kind !== 'ended'),
      lastStartedAt: last === undefined ? null : Math.max(...same.map(({ run }) => run.startedAt)),
    }
  }

  private give(replayed: ReplayedRun, input: Input): void {
    const { flow, zone } = this.setting
    const { run } = replayed
    const { profile, facts, now } = this
    const advanced = advance({ flow, run, profile, input, facts, now, seed: run.id, zone })
    if (advanced.kind === 'need') throw new Error('A replay knows every fact')
    if (advanced.kind === 'ignored') return
    place(replayed, advanced.run)
    replayed.trace.push(...advanced.steps)
    if (advanced.run.position.kind === 'ended') this.active = this.active.filter((one) => one !== replayed)
    this.observer.onAdvance?.(advanced.run, advanced.steps, advanced.effects)
    for (const effect of advanced.effects) {
      const input = this.perform(replayed, effect)
      if (input !== null) this.answers.push({ replayed, input })
    }
  }

  /** Does in the replay's world what an effect says; returns the answer that the run waits for, if any. */
  private perform(replayed: ReplayedRun, effect: Effect): Input | null {
    const { node, visit } = effect
    switch (effect.kind) {
      case 'message':
        this.sends.add({ replayed, effect, at: this.now })
        return effect.review ? { kind: 'reviewed', node, visit, sent: true } : null
      case 'webhook':
        return { kind: 'answer', node, visit, ok: true, answer: null }
      case 'update_profile':
        this.profile = updated(this.profile, effect)
        this.setNextDate(this.now)
        return null
      case 'list':
        this.changeList(replayed, effect.list, effect.action === 'add')
        return null
      case 'emit_event':
        this.emitted.push(this.made(`${replayed.run.id} ${node} ${visit}`, effect.event, effect.properties))
        return null
      case 'notify':
      case 'enter_flow':
        return null
    }
  }

  private made(id: string, name: string, properties: FlowEvent['properties']): FlowEvent {
    return { id, name, time: this.now, properties, value: null, currency: null }
  }

  private changeList(replayed: ReplayedRun, list: string, inside: boolean): void {
    const changed = this.facts.setMembership(list, inside)
    if (!changed) return
    this.reconsider()
    const { trigger } = this.setting.flow
    const depth = (replayed.run.depth ?? 0) + 1
    if (!inside || depth > MOST_DEPTH || trigger?.kind !== 'list' || trigger.list !== list) return
    this.enter(this.made(`${replayed.run.id} ${list}`, 'Added to List', { list }), depth, false)
  }

  /** Waits for a condition on the person look again, at this instant. */
  private reconsider(): void {
    for (const replayed of this.active) {
      const { position } = replayed.run
      if (position.kind === 'node' && position.waiting.kind === 'condition') {
        replayed.wakeAt = Math.min(replayed.wakeAt, this.now)
      }
    }
  }

  /** When the person came into the list or segment that the flow waits for, as far as it is known. */
  private joins(): FlowEvent[] {
    const { flow, from, until } = this.setting
    const { trigger } = flow
    if (trigger?.kind !== 'list' && !(trigger?.kind === 'segment' && trigger.on === 'enters')) return []
    const kind = trigger.kind
    const group = trigger.kind === 'list' ? trigger.list : trigger.segment
    return this.history.memberships
      .filter((one) => one.kind === kind && (one.groupId === group || one.name === group))
      .filter(({ since }) => since >= from && since <= until)
      .map(({ groupId, name, since }) => ({
        ...this.made(`${groupId} ${since}`, kind === 'list' ? 'Added to List' : 'Entered Segment', {
          [kind]: name,
        }),
        time: since,
      }))
      .sort((a, b) => a.time - b.time)
  }

  private come(event: FlowEvent): void {
    this.passTime(event.time, false)
    this.tick(event.time)
    this.enter(event, 0, false)
    this.bringAbout()
  }

  private setNextDate(after: number): void {
    const { trigger } = this.setting.flow
    if (trigger?.kind !== 'date' || !this.dated) return
    const value = readPath({ profile: this.profile }, trigger.date) ?? readPath(this.profile, trigger.date)
    const zone = zoneFor(trigger.zone, this.profile, this.setting.zone)
    this.nextDate = nextOccurrence(trigger, value, zone, after) ?? Number.POSITIVE_INFINITY
  }

  private comeByDate(at: number): void {
    const { trigger } = this.setting.flow
    if (trigger?.kind === 'date') {
      this.enter({ ...this.made(`date ${at}`, 'Date Reached', { date: trigger.date }), time: at }, 0, false)
    }
    this.setNextDate(at)
  }
}

function earliest(runs: readonly ReplayedRun[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const { wakeAt } of runs) if (wakeAt < least) least = wakeAt
  return least
}

import type { Tx } from '#db/client.ts'
import { loadFacts } from '#db/queries/facts.ts'
import { loadVersions, type Version } from '#db/queries/flow-versions.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { workspaceZones } from '#db/queries/zones.ts'
import { type FactRequest, type Facts, KnownFacts } from '#flows/conditions/facts.ts'
import { type Advanced, advance, failed } from '#flows/interpreter/advance.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { wakeAt } from '#flows/interpreter/listens.ts'
import type { Input } from '#flows/interpreter/run-state.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { withUpdate } from '../profiles/with-update.ts'
import { retryDelayMs } from '../retry-delay.ts'
import { type Held, isActive } from './held.ts'

type OfKind<K extends Effect['kind']> = Effect & { kind: K }

const MOST_FACT_ROUNDS = 20

/**
 * Runs that are being advanced in one transaction: takes inputs into them through the pure interpreter, looking up the
 * facts that all of them lack at once. Nothing is stored until `settleRuns`.
 */
export class RunBatch {
  readonly runs = new Map<string, Held>()
  /** What update steps wrote, by profile. */
  readonly updates = new Map<string, OfKind<'update_profile'>[]>()
  /** What list steps did, by profile, in order. */
  private readonly lists = new Map<string, OfKind<'list'>[]>()
  private readonly byProfile = new Map<string, Held[]>()
  readonly tx: Tx
  private readonly profiles: Map<string, StoredProfile>
  private versions = new Map<string, Version>()
  private zones = new Map<string, string>()

  constructor(tx: Tx, profiles: Map<string, StoredProfile>) {
    this.tx = tx
    this.profiles = profiles
  }

  async hold(runs: Held[]): Promise<void> {
    for (const held of runs) {
      this.runs.set(held.run.id, held)
      this.byProfile.set(held.run.profileId, [...(this.byProfile.get(held.run.profileId) ?? []), held])
    }
    const versions = [...new Set(runs.map((held) => held.versionId))].filter((id) => !this.versions.has(id))
    const workspaces = [...new Set(runs.map((held) => held.workspaceId))].filter((id) => !this.zones.has(id))
    const [loaded, zones] = await Promise.all([
      versions.length === 0 ? null : loadVersions(this.tx, versions),
      workspaces.length === 0 ? null : workspaceZones(this.tx, workspaces),
    ])
    if (loaded) this.versions = new Map([...this.versions, ...loaded])
    if (zones) this.zones = new Map([...this.zones, ...zones])
  }

  runsOf(profileId: string): Held[] {
    return [...(this.byProfile.get(profileId) ?? [])]
  }

  /** Leaves a person's runs as they were found. */
  forget(profileId: string): void {
    for (const { run } of this.runsOf(profileId)) this.runs.delete(run.id)
    this.byProfile.delete(profileId)
    this.updates.delete(profileId)
  }

  versionOf(held: Held): Version {
    const version = this.versions.get(held.versionId)
    if (version === undefined)
      throw new Error(`Flow version ${held.versionId} of run ${held.run.id} is missing`)
    return version
  }

  /** Gives each run its input. Runs may appear once a call; the order between calls is the order of time. */
  async give(inputs: { held: Held; input: Input }[], now: Date): Promise<void> {
    const facts = new Map<string, KnownFacts>()
    let open = inputs.filter(({ held, input }) => !this.waitsForRetry(held, input))
    for (let round = 0; open.length > 0; round++) {
      if (round === MOST_FACT_ROUNDS) throw new Error('A run asks for facts without end')
      const lacking: { held: Held; input: Input; requests: FactRequest[] }[] = []
      for (const { held, input } of open) {
        const requests = this.advanceOne(held, input, facts.get(held.run.id), now)
        if (requests !== null) lacking.push({ held, input, requests })
      }
      await this.lookUp(lacking, facts, now)
      open = lacking
    }
  }

  /** A run whose step has just failed takes nothing in before it has been tried again: what comes is kept, in order. */
  private waitsForRetry(held: Held, input: Input): boolean {
    if (held.stuck && input.kind !== 'timer' && input.kind !== 'leave')
      held.pending = [...held.pending, input]
    return held.stuck && input.kind !== 'leave'
  }

  /** Shows the person as they are from now on, with what update steps wrote since. */
  see(profile: StoredProfile): void {
    const updates = this.updates.get(profile.id) ?? []
    this.profiles.set(profile.id, updates.reduce(withUpdate, profile))
  }

  profile(id: string): StoredProfile {
    return this.profiles.get(id)!
  }

  knows(profileId: string): boolean {
    return this.profiles.has(profileId)
  }

  /** Keeps an input for later: a frozen run only takes in its goal. */
  defer(held: Held, input: Input & { kind: 'event' }): void {
    held.pending = [...held.pending, input]
    held.step += 1
    held.changed = true
  }

  /** First what was kept for the runs, in order, then their timers as far as they are due. */
  async catchUp(runs: Held[], due: (held: Held) => boolean, now: Date): Promise<void> {
    const waits = (held: Held) => held.pending.length > 0 && !held.stuck
    for (let open = runs.filter(waits); open.length > 0; open = open.filter(waits)) {
      const inputs = open.map((held) => ({ held, input: held.pending[0]! }))
      for (const { held } of inputs) {
        held.pending = held.pending.slice(1)
        if (!held.changed) held.step += 1
        held.changed = true
        if (held.pending.length === 0) this.resetTimer(held)
      }
      await this.give(inputs, now)
    }
    await this.give(
      runs.filter((held) => isActive(held) && due(held)).map((held) => ({ held, input: { kind: 'timer' } })),
      now,
    )
  }

  /** Its own timer again, after it was woken for what was kept for it. */
  private resetTimer(held: Held): void {
    const at = wakeAt(held.run)
    held.wakeAt = at === null ? null : new Date(at)
  }

  /** Advances one run; returns the facts it lacks, or null when it is done. */
  private advanceOne(
    held: Held,
    input: Input,
    known: KnownFacts | undefined,
    now: Date,
  ): FactRequest[] | null {
    const profile = this.profiles.get(held.run.profileId)
    let advanced: Advanced
    try {
      advanced = advance({
        flow: this.versionOf(held).flow,
        run: held.run,
        profile: profile ? profileFields(profile) : {},
        input,
        facts: this.factsFor(held, known),
        now: now.getTime(),
        seed: held.run.id,
        zone: this.zones.get(held.workspaceId) ?? 'UTC',
      })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const again = retryLater(held, input, message, now)
      if (again === null) return null
      advanced = again
    }
    if (advanced.kind === 'need') return advanced.requests
    if (advanced.kind === 'ignored') return null
    this.take(held, advanced, now)
    return null
  }

  private take(held: Held, advanced: Advanced & { kind: 'advanced' }, now: Date): void {
    held.run = advanced.run
    held.step += 1
    held.changed = true
    held.at = now
    if (held.run.position.kind !== 'ended' || held.run.position.end.status !== 'failed') {
      held.attempts = 0
      held.error = null
    }
    this.resetTimer(held)
    held.trace.push(...advanced.steps.map((step, ordinal) => ({ ...step, step: held.step, ordinal })))
    held.effects.push(...advanced.effects)
    const { profileId } = held.run
    for (const effect of advanced.effects) {
      if (effect.kind === 'list') this.lists.set(profileId, [...(this.lists.get(profileId) ?? []), effect])
      const profile = this.profiles.get(profileId)
      if (effect.kind !== 'update_profile' || profile === undefined) continue
      this.profiles.set(profileId, withUpdate(profile, effect))
      this.updates.set(profileId, [...(this.updates.get(profileId) ?? []), effect])
    }
  }

  /** What was looked up for the run, and what list steps of this batch did to its person. */
  private factsFor(held: Held, known: KnownFacts | undefined): Facts {
    const changes = this.lists.get(held.run.profileId)
    return {
      look: (request) => {
        if (request.kind === 'membership' && request.of === 'list' && changes) {
          const last = changes.findLast((effect) => effect.list === request.group)
          if (last) return Number(last.action === 'add')
        }
        return known?.look(request)
      },
    }
  }

  private async lookUp(
    lacking: { held: Held; requests: FactRequest[] }[],
    facts: Map<string, KnownFacts>,
    now: Date,
  ): Promise<void> {
    const wanted = lacking.flatMap(({ held, requests }) =>
      requests.map((request) => ({
        runId: held.run.id,
        part: held.part,
        workspaceId: held.workspaceId,
        profileId: held.run.profileId,
        request,
      })),
    )
    if (wanted.length === 0) return
    const values = await loadFacts(this.tx, wanted, now.getTime())
    for (const [index, { runId, request }] of wanted.entries()) {
      const known = facts.get(runId) ?? new KnownFacts()
      known.learn(request, values[index]!)
      facts.set(runId, known)
    }
  }
}

/**
 * One failure is one run's: what it could not take in is kept and tried again with growing pauses; after a day of them the run
 * ends as failed, and a person may let it try again. Returns that end, or null while there are tries left.
 */
export function retryLater(held: Held, input: Input, message: string, now: Date): Advanced | null {
  held.attempts += 1
  held.error = message
  held.changed = true
  held.step += 1
  const delay = retryDelayMs(held.attempts, held.run.id)
  if (delay === null) return failed(held.run, input, 'error', message, now.getTime())
  held.stuck = true
  held.pending = [input, ...held.pending]
  held.wakeAt = new Date(now.getTime() + delay)
  return null
}

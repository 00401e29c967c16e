import { v7 } from 'uuid'
import type { Tx } from '#db/client.ts'
import { loadFacts } from '#db/queries/facts.ts'
import { loadVersions, type Version } from '#db/queries/flow-versions.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import type { StoredRun } from '#db/queries/runs.ts'
import type { FactRequest } from '#flows/conditions/facts.ts'
import { type Advanced, advance } from '#flows/interpreter/advance.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { wakeAt } from '#flows/interpreter/listens.ts'
import type { Input, TraceStep } from '#flows/interpreter/run-state.ts'
import { profileFields } from '#flows/profile-fields.ts'
import { withUpdate } from '../profiles/with-update.ts'

/** A run in hand, with what it did since it was loaded. */
export interface Held extends StoredRun {
  isNew: boolean
  changed: boolean
  trace: (TraceStep & { step: number; ordinal: number })[]
  effects: Effect[]
  /** When its effects were decided. */
  at: Date
}

/** A run that was found in the database. */
export const found = (stored: StoredRun, now: Date): Held => ({
  ...stored,
  isNew: false,
  changed: false,
  trace: [],
  effects: [],
  at: now,
})

type UpdateEffect = Effect & { kind: 'update_profile' }

const MOST_FACT_ROUNDS = 20

/**
 * Runs that are being advanced in one transaction: takes inputs into them through the pure interpreter, looking up the
 * facts that all of them lack at once. Nothing is stored until `writeRuns`.
 */
export class RunBatch {
  readonly runs = new Map<string, Held>()
  /** What update steps wrote, by profile. */
  readonly updates = new Map<string, UpdateEffect[]>()
  private readonly byProfile = new Map<string, Held[]>()
  private readonly tx: Tx
  private readonly profiles: Map<string, StoredProfile>
  private versions = new Map<string, Version>()

  constructor(tx: Tx, profiles: Map<string, StoredProfile>) {
    this.tx = tx
    this.profiles = profiles
  }

  async hold(runs: Held[]): Promise<void> {
    for (const held of runs) {
      this.runs.set(held.run.id, held)
      this.byProfile.set(held.run.profileId, [...(this.byProfile.get(held.run.profileId) ?? []), held])
    }
    const missing = runs
      .filter(({ versionId }) => !this.versions.has(versionId))
      .map(({ versionId }) => versionId)
    if (missing.length === 0) return
    this.versions = new Map([...this.versions, ...(await loadVersions(this.tx, missing))])
  }

  runsOf(profileId: string): Held[] {
    return [...(this.byProfile.get(profileId) ?? [])]
  }

  /** Leaves a person's runs as they were found. */
  forget(profileId: string): void {
    for (const { run } of this.runsOf(profileId)) this.runs.delete(run.id)
  }

  versionOf(held: Held): Version {
    const version = this.versions.get(held.versionId)
    if (version === undefined)
      throw new Error(`Flow version ${held.versionId} of run ${held.run.id} is missing`)
    return version
  }

  /** Gives each run its input. Runs may appear once a call; the order between calls is the order of time. */
  async give(inputs: { held: Held; input: Input }[], now: Date): Promise<void> {
    const facts = new Map<string, Map<string, number>>()
    let open = inputs
    for (let round = 0; open.length > 0; round++) {
      if (round === MOST_FACT_ROUNDS) throw new Error('A run asks for facts without end')
      const lacking: { held: Held; input: Input; requests: FactRequest[] }[] = []
      for (const { held, input } of open) {
        const requests = this.advanceOne(held, input, facts.get(held.run.id) ?? new Map(), now)
        if (requests !== null) lacking.push({ held, input, requests })
      }
      await this.lookUp(lacking, facts, now)
      open = lacking
    }
  }

  /** Shows the person as they are from now on, with what update steps wrote since. */
  see(profile: StoredProfile): void {
    const updates = this.updates.get(profile.id) ?? []
    this.profiles.set(profile.id, updates.reduce(withUpdate, profile))
  }

  profile(id: string): StoredProfile {
    return this.profiles.get(id)!
  }

  /** Keeps an input for later: a frozen run only takes in its goal. */
  defer(held: Held, input: Input & { kind: 'event' }): void {
    held.pending = [...held.pending, input]
    held.step += 1
    held.changed = true
  }

  /** First what was kept for the runs, in order, then their timers as far as they are due. */
  async catchUp(runs: Held[], due: (held: Held) => boolean, now: Date): Promise<void> {
    for (
      let open = runs.filter((h) => h.pending.length > 0);
      open.length > 0;
      open = open.filter((h) => h.pending.length > 0)
    ) {
      const inputs = open.map((held) => ({ held, input: held.pending[0]! }))
      for (const { held } of inputs) {
        held.pending = held.pending.slice(1)
        if (!held.changed) held.step += 1
        held.changed = true
      }
      await this.give(inputs, now)
    }
    await this.give(
      runs.filter((held) => isActive(held) && due(held)).map((held) => ({ held, input: { kind: 'timer' } })),
      now,
    )
  }

  /** Advances one run; returns the facts it lacks, or null when it is done. */
  private advanceOne(held: Held, input: Input, facts: Map<string, number>, now: Date): FactRequest[] | null {
    const profile = this.profiles.get(held.run.profileId)
    const advanced = attempt(held.run, now, () =>
      advance({
        flow: this.versionOf(held).flow,
        run: held.run,
        profile: profile ? profileFields(profile) : {},
        input,
        facts,
        now: now.getTime(),
        seed: held.run.id,
      }),
    )
    if (advanced.kind === 'need') return advanced.requests
    if (advanced.kind === 'ignored') return null
    held.run = advanced.run
    held.step += 1
    held.changed = true
    held.at = now
    const at = wakeAt(advanced.run)
    held.wakeAt = at === null ? null : new Date(at)
    held.trace.push(...advanced.steps.map((step, ordinal) => ({ ...step, step: held.step, ordinal })))
    held.effects.push(...advanced.effects)
    for (const effect of advanced.effects) {
      if (effect.kind !== 'update_profile' || profile === undefined) continue
      this.profiles.set(profile.id, withUpdate(this.profiles.get(profile.id)!, effect))
      this.updates.set(profile.id, [...(this.updates.get(profile.id) ?? []), effect])
    }
    return null
  }

  private async lookUp(
    lacking: { held: Held; requests: FactRequest[] }[],
    facts: Map<string, Map<string, number>>,
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
    const counts = await loadFacts(this.tx, wanted, now.getTime())
    for (const [index, { runId }] of wanted.entries()) {
      const known = facts.get(runId) ?? new Map<string, number>()
      known.set(counts[index]!.id, counts[index]!.count)
      facts.set(runId, known)
    }
  }
}

/** Whether a run can still take anything in. */
export const isActive = ({ run }: Held): boolean => run.position.kind !== 'ended'

/** One failure is one run's: it ends as failed with the error in its trace, and the batch goes on. */
function attempt(run: Held['run'], now: Date, work: () => Advanced): Advanced {
  try {
    return work()
  } catch (error) {
    const at = now.getTime()
    const end = { status: 'failed', reason: 'error' } as const
    const detail = { reason: end.reason, message: error instanceof Error ? error.message : String(error) }
    return {
      kind: 'advanced',
      run: { ...run, position: { kind: 'ended', end, at } },
      steps: [{ kind: 'ended', node: null, visit: 0, at, branch: end.status, detail }],
      effects: [],
      profile: {},
    }
  }
}

/** A run that begins now. */
export function begun(args: { version: Version; part: number; run: StoredRun['run']; now: Date }): Held {
  const { version, part, run, now } = args
  return {
    part,
    workspaceId: version.workspaceId,
    versionId: version.id,
    status: 'waiting',
    step: 0,
    wakeAt: now,
    pending: [],
    run,
    isNew: true,
    changed: true,
    trace: [],
    effects: [],
    at: now,
  }
}

export const runId = (now: Date): string => v7({ msecs: now.getTime() })

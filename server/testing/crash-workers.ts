import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './crash-people.ts'
import { type WorkerProcess, workerProcess } from './worker-process.ts'

interface Place {
  worker: WorkerProcess | null
  /** It is frozen, or has just woken and is left to show what it does then. */
  spared: boolean
}

const PAUSE_MS = 250
const AFTER_WAKING_MS = 5_000
/** One of two at least: on a busy machine those that have just started would be the only ones to die, before they did anything. */
const FEWEST_AT_WORK = 2

/** Some worker processes, each started again whenever it ends, as the launcher does. */
export class CrashWorkers {
  kills = 0
  /** What they logged as errors, and how often. */
  readonly complaints = new Map<string, number>()
  private readonly places: Place[]
  private readonly keeping: Promise<void>[]
  private readonly start: () => Promise<WorkerProcess>
  private stopping = false

  constructor(count: number, databaseUrl: string, env: Record<string, string>) {
    this.start = () => workerProcess(databaseUrl, env)
    this.places = Array.from({ length: count }, () => ({ worker: null, spared: false }))
    this.keeping = this.places.map((place) => this.keep(place))
  }

  /** Kills one of those that are at work; false where too few are just now. */
  async killOne(dice: Dice): Promise<boolean> {
    const place = this.pick(dice)
    if (place?.worker == null) return false
    const { child, ended } = place.worker
    child.kill('SIGKILL')
    this.kills += 1
    await ended
    return true
  }

  /** Stops one in the middle of whatever it does; returns what lets it go on, or null where too few are at work. */
  freezeOne(dice: Dice): (() => void) | null {
    const place = this.pick(dice)
    if (place?.worker == null) return null
    const { child } = place.worker
    place.spared = true
    child.kill('SIGSTOP')
    return () => {
      child.kill('SIGCONT')
      setTimeout(() => {
        place.spared = false
      }, AFTER_WAKING_MS).unref()
    }
  }

  /** Kills all of them for good. */
  async stop(): Promise<void> {
    this.stopping = true
    for (const { worker } of this.places) worker?.child.kill('SIGKILL')
    await Promise.all(this.keeping)
  }

  private pick(dice: Dice): Place | undefined {
    const atWork = this.places.filter(({ worker, spared }) => worker !== null && !spared)
    return atWork.length < FEWEST_AT_WORK ? undefined : dice.pick(atWork)
  }

  private async keep(place: Place): Promise<void> {
    while (!this.stopping) {
      try {
        const worker = await this.start()
        if (this.stopping) worker.child.kill('SIGKILL')
        place.worker = worker
        await worker.ended
        this.listen(worker.output())
      } catch {
        // the database was away when it started
        await sleep(PAUSE_MS)
      }
      place.worker = null
    }
  }

  private listen(output: string): void {
    for (const line of output.split('\n')) {
      if (!line.includes('"level":"error"') || !line.endsWith('}')) continue
      const { loop, msg, err } = JSON.parse(line) as {
        loop?: string
        msg?: string
        err?: { message: string }
      }
      const complaint = [loop, msg, err?.message].filter(Boolean).join(': ')
      this.complaints.set(complaint, (this.complaints.get(complaint) ?? 0) + 1)
    }
  }
}

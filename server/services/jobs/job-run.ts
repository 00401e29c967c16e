import type { Sql, Tx } from '#db/client.ts'
import { saveJob, type TakenJob } from '#db/queries/jobs.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import type { Runtime } from '../../runtime.ts'

/** Somebody asked that the job ends: it stops where it is. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

/** Another worker has the job in hand by now, or its process is about to end: this one lets go of it. */
export class LetGo extends Error {
  override name = 'LetGo'
}

/** A job's step, as it is kept. */
export interface JobStep {
  /** 0 to 1. */
  progress?: number
  /** Where to go on when this process is lost; read back as `checkpoint`. */
  checkpoint?: Json
}

/** A job under way, as far as it needs nothing but the database. */
export interface Work {
  readonly id: string
  readonly workspaceId: string
  readonly flowId: string | null
  readonly input: JsonObject
  /** What was saved last, by this process or by one that was lost; null at the beginning. */
  readonly checkpoint: Json
  readonly sql: Sql
  now: () => Date
  /**
   * Keeps how far it has come. In a transaction it is written at once and stands or falls with it, so that a batch is
   * done exactly once; without, at most twice a second. Throws `Cancelled` or `LetGo` when the job has to end.
   */
  save: (step: JobStep, tx?: Tx) => Promise<void>
  /** Throws like `save`; asks the database at most twice a second. */
  check: () => Promise<void>
}

/** A job in a worker. */
export interface JobRun extends Work {
  readonly runtime: Runtime
}

const PAUSE_MS = 500

/** A job in the hands of `holder`; `signal` is raised when its process is about to end. */
export function workOn(
  taken: TakenJob,
  { sql, holder, now, signal }: { sql: Sql; holder: string; now: () => Date; signal?: AbortSignal },
): Work {
  let progress = 0
  let checkpoint = taken.checkpoint
  let writtenAt = performance.now()
  const write = async (on: Sql | Tx) => {
    const lost = await saveJob(on, { id: taken.id, holder, progress, checkpoint })
    if (lost === 'cancelled') throw new Cancelled('The job was cancelled.')
    if (lost === 'taken') throw new LetGo('The job is in other hands.')
    writtenAt = performance.now()
  }
  const save: Work['save'] = async (step, tx) => {
    progress = Math.min(1, step.progress ?? progress)
    checkpoint = step.checkpoint ?? checkpoint
    if (tx) await write(tx)
    else if (signal?.aborted || performance.now() - writtenAt >= PAUSE_MS) await write(sql)
    if (signal?.aborted && !tx) throw new LetGo('The process is about to end.')
  }
  return { ...taken, sql, now, save, check: () => save({}) }
}

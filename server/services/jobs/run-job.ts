import { randomUUID } from 'node:crypto'
import { endJob, takeJob } from '#db/queries/jobs.ts'
import type { Json } from '#flows/json.ts'
import type { Runtime } from '../../runtime.ts'
import { AppError } from '../app-error.ts'
import { isOwnFault } from '../own-fault.ts'
import { Cancelled, type JobRun, LetGo, workOn } from './job-run.ts'
import { JOB_KINDS } from './kinds.ts'

export interface RunJobArgs {
  runtime: Runtime
  id: string
  now: () => Date
  /** Raised when the process is about to end: the job lets go at its next step. */
  signal?: AbortSignal
  /** Whether nobody will take it up again when it fails this time. */
  lastTry?: boolean
}

/**
 * Works on a job to its end, from where the last worker left it. What can't succeed by trying again ends as failed with
 * its message. Throws what may: the queue gives the job to a worker again.
 */
export async function runJob({ runtime, id, now, signal, lastTry = false }: RunJobArgs): Promise<void> {
  const { sql, log } = runtime
  const holder = randomUUID()
  const taken = await takeJob(sql, id, holder, now())
  if (taken === null) return
  try {
    const kind = new Map<string, (job: JobRun) => Promise<Json>>(Object.entries(JOB_KINDS)).get(taken.kind)
    if (kind === undefined) throw new AppError('invalid', `This Akis knows no job of kind ${taken.kind}.`)
    const work = workOn(taken, { sql, holder, now, ...(signal ? { signal } : {}) })
    const result = await kind({ ...work, runtime })
    await endJob(sql, { id, holder, end: { status: 'done', result }, now: now() })
  } catch (error) {
    if (error instanceof Cancelled) return
    if (error instanceof LetGo) {
      await endJob(sql, { id, holder, end: { status: 'queued', error: null }, now: now() })
      throw error
    }
    const message = error instanceof Error ? error.message : String(error)
    const final = lastTry || isOwnFault(error) || error instanceof AppError
    if (final) log.error({ err: error, job: id, kind: taken.kind }, 'a job failed')
    await endJob(sql, {
      id,
      holder,
      end: { status: final ? 'failed' : 'queued', error: message },
      now: now(),
    })
    if (!final) throw error
  }
}

import type { PgBoss } from 'pg-boss'
import { openPool } from '#db/client.ts'
import { JOB_QUEUE, jobQueue, LOST_JOB_QUEUE, MOST_RETRIES } from '#db/job-queue.ts'
import { failLostJob } from '#db/queries/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { LetGo } from '../services/jobs/job-run.ts'
import { runJob } from '../services/jobs/run-job.ts'
import type { Loop } from './loop.ts'

/** Jobs at the same time in one worker. */
const WIDTH = 2
/** For the hands and the queue; apart from other work, whose transactions must be short. */
const CONNECTIONS = 4
/** How often the queue is looked at without a poke, in seconds. */
const LOOK_SECONDS = 5
const LOST_LOOK_SECONDS = 30
/** How long a stop waits for the step under way. */
const PATIENCE_MS = 20_000

/**
 * Works on jobs until stopped. A stop raises a signal at which each job lets go after its step under way; another worker
 * goes on from there. When this process is killed, the queue notices that it is not heard of any more.
 */
export async function startJobs(opened: Runtime, now: () => Date): Promise<Loop> {
  const { log, databaseUrl } = opened
  const sql = openPool(databaseUrl, { max: CONNECTIONS, applicationName: 'akis worker jobs' })
  const runtime: Runtime = { ...opened, sql }
  const stopping = new AbortController()
  const boss = jobQueue(sql, (error) => {
    if (!stopping.signal.aborted) log.warn({ err: error }, 'the job queue failed and tries again')
  })
  const hands = begin(boss, runtime, now, stopping.signal)
  hands.catch((error) => log.error({ err: error }, 'the job queue could not start'))
  return {
    poke: () => {
      const poke = (ids: string[]) => {
        for (const id of ids) boss.notifyWorker(id)
      }
      hands.then(poke, () => {})
    },
    stop: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: PATIENCE_MS })
      await hands.catch(() => {})
      await sql.end({ timeout: 10 })
    },
  }
}

/** Returns the ids by which the hands are poked. A database that is away at the start is waited for. */
async function begin(boss: PgBoss, runtime: Runtime, now: () => Date, stop: AbortSignal): Promise<string[]> {
  await boss.start({ attempts: 1_000 })
  await boss.work<{ id: string }>(
    LOST_JOB_QUEUE,
    { pollingIntervalSeconds: LOST_LOOK_SECONDS },
    async (jobs) => {
      for (const { data } of jobs)
        await failLostJob(runtime.sql, data.id, 'Every worker that took it up was lost.', now())
    },
  )
  const hand = () =>
    boss.work<{ id: string }>(
      JOB_QUEUE,
      { pollingIntervalSeconds: LOOK_SECONDS, includeMetadata: true },
      async (jobs) => {
        for (const { id, signal, retryCount } of jobs) {
          if (stop.aborted) throw new LetGo('The process is about to end.')
          const end = AbortSignal.any([stop, signal])
          await runJob({ runtime, id, now, signal: end, lastTry: retryCount >= MOST_RETRIES })
        }
      },
    )
  return Promise.all(Array.from({ length: WIDTH }, hand))
}

import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import type { Tx } from '#db/client.ts'
import { sendJob } from '#db/job-queue.ts'
import { deleteJob, endJob, insertJob, takeJob } from '#db/queries/jobs.ts'
import { wake } from '#db/queries/wake.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { changedBy } from '../changed-by.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { Cancelled, LetGo, type Work, workOn } from './job-run.ts'
import type { JobKind } from './kinds.ts'

/** People up to whom a change is carried out within its request. */
export const MOST_AT_ONCE = 1_000
/** When a worker looks after what a request wanted to do by itself, in seconds: the request was lost then. */
const LOOK_AFTER_SECONDS = 60

export interface StartJob {
  kind: JobKind
  flowId?: string
  input: JsonObject
}

/** Queues a job; it begins when the transaction is committed, if one is given. Returns its id. */
export async function startJob({ ctx, input, tx }: { ctx: Ctx; input: StartJob; tx?: Tx }): Promise<string> {
  const store = (on: Tx) => storeJob(on, ctx, input, 0)
  return tx ? store(tx) : inTransaction(ctx.sql, [], store)
}

/** A change for many people that is decided and not yet carried out. */
export interface Begun {
  jobId: string
  atOnce: boolean
}

/**
 * Keeps a change for people as a job, in the transaction that decides it; null where it concerns nobody. When the request
 * is lost before `carryOut`, a worker carries it out.
 */
export async function beginJob({
  ctx,
  input,
  tx,
  people,
}: {
  ctx: Ctx
  input: StartJob
  tx: Tx
  people: number
}): Promise<Begun | null> {
  if (people === 0) return null
  const atOnce = people <= MOST_AT_ONCE
  return { jobId: await storeJob(tx, ctx, input, atOnce ? LOOK_AFTER_SECONDS : 0), atOnce }
}

/**
 * Carries out what was begun if it is for few, and forgets the job; leaves it to the workers otherwise. Returns the job
 * that is still to be waited for, if any. What the change throws goes to the caller, and a worker tries again.
 */
export async function carryOut(
  ctx: Ctx,
  begun: Begun | null,
  kind: (work: Work) => Promise<Json>,
): Promise<string | null> {
  if (begun === null) return null
  const { jobId } = begun
  if (!begun.atOnce) return jobId
  const { sql, now } = ctx
  const holder = randomUUID()
  const taken = await takeJob(sql, jobId, holder, now)
  if (taken === null) return null
  try {
    await kind(workOn(taken, { sql, holder, now: () => now }))
  } catch (error) {
    if (error instanceof Cancelled || error instanceof LetGo) return jobId
    const message = error instanceof Error ? error.message : String(error)
    await endJob(sql, { id: jobId, holder, end: { status: 'queued', error: message }, now })
    throw error
  }
  await deleteJob(sql, jobId, holder)
  return null
}

async function storeJob(
  tx: Tx,
  { workspaceId, now, actor }: Ctx,
  { kind, flowId, input }: StartJob,
  afterSeconds: number,
): Promise<string> {
  const id = v7({ msecs: now.getTime() })
  await insertJob(tx, { id, workspaceId, kind, flowId: flowId ?? null, input, by: changedBy(actor), now })
  await sendJob(tx, id, afterSeconds)
  if (afterSeconds === 0) await wake(tx, 'jobs')
  return id
}

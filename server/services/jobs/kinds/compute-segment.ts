import { z } from 'zod'
import { ALL_PARTS } from '#db/part.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { holdPart, peopleToJudge, setMembers } from '#db/queries/segments/people-sql.ts'
import { endComputing, findSegment, type SegmentRow, segmentsOf } from '#db/queries/segments/segment-rows.ts'
import { traitShopOf } from '#db/queries/trait-shops.ts'
import { wake } from '#db/queries/wake.ts'
import type { Json } from '#flows/json.ts'
import { inTransaction } from '../../in-transaction.ts'
import { settlePeople } from '../../segments/settle-people.ts'
import { Cancelled, type Work } from '../job-run.ts'

const BATCH = 500

const Checkpoint = z.object({
  phase: z.enum(['members', 'flips']),
  part: z.int(),
  after: z.string().nullable(),
  entered: z.int(),
  left: z.int(),
})
type Checkpoint = z.infer<typeof Checkpoint>

const Input = z.object({ segmentId: z.string(), revision: z.int(), startFlows: z.boolean() })

/**
 * Finds the members of a segment whose definition is new, part by part, then when each person's place in it will change by time
 * alone. Flows that it triggers start for who came and left only where that was asked for.
 */
export async function computeSegment(work: Work): Promise<Json> {
  const { segmentId, revision, startFlows } = Input.parse(work.input)
  const start: Checkpoint = { phase: 'members', part: 0, after: null, entered: 0, left: 0 }
  let at = work.checkpoint === null ? start : Checkpoint.parse(work.checkpoint)
  const current = async (): Promise<SegmentRow> => {
    const segment = await findSegment(work.sql, { workspaceId: work.workspaceId, id: segmentId })
    // a newer definition is worked out by a job of its own
    if (segment === null || segment.revision !== revision)
      throw new Cancelled('The segment is another one now.')
    return segment
  }
  while (at.phase === 'members' && at.part < ALL_PARTS.length) {
    await work.check()
    at = startFlows ? await page(work, await current(), at, true) : await allOf(work, await current(), at)
  }
  if (at.phase === 'members') at = { ...at, phase: 'flips', part: 0, after: null }
  const segment = await current()
  await endComputing(work.sql, { id: segment.id, revision, now: work.now() })
  // those who came with flows were judged one by one, their flips with them
  while (segment.kind === 'live' && segment.clocked && !startFlows && at.part < ALL_PARTS.length) {
    await work.check()
    at = await page(work, await current(), at, false)
  }
  await wake(work.sql, 'segments')
  return { entered: at.entered, left: at.left }
}

/** The members of a whole part in one statement. */
function allOf(work: Work, segment: SegmentRow, at: Checkpoint): Promise<Checkpoint> {
  return inTransaction(work.sql, [], async (tx) => {
    const { workspaceId } = work
    const now = work.now()
    await holdPart(tx, at.part, true)
    const shop = await traitShopOf(tx, workspaceId)
    const dependents = (await segmentsOf(tx, [workspaceId])).filter(({ asks }) => asks.includes(segment.id))
    const { entered, left } = await setMembers(tx, {
      part: at.part,
      segment,
      // a static one is as of when it was asked for, however long the job waits
      subject: { workspaceId, now: (segment.kind === 'static' ? segment.createdAt : now).getTime(), shop },
      dependents: dependents.map(({ id }) => id),
      now,
    })
    const next = { ...at, part: at.part + 1, entered: at.entered + entered, left: at.left + left }
    await work.save({ progress: progressOf(next, segment), checkpoint: next }, tx)
    return next
  })
}

/** Judges the next people of a part one by one. */
function page(work: Work, segment: SegmentRow, at: Checkpoint, startFlows: boolean): Promise<Checkpoint> {
  return inTransaction(work.sql, [], async (tx) => {
    const { workspaceId } = work
    const now = work.now()
    await holdPart(tx, at.part, false)
    const wanted = {
      part: at.part,
      workspaceId,
      definition: segment.definition,
      after: at.after,
      limit: BATCH,
    }
    const ids = await peopleToJudge(tx, { ...wanted, everyone: startFlows })
    const profiles = await loadProfiles(
      tx,
      ids.map((id) => ({ workspaceId, id })),
      true,
    )
    const due = [{ segmentId: segment.id, at: now.getTime() }]
    const changes = await settlePeople(tx, {
      people: [...profiles.values()].map((profile) => ({ profile, due })),
      segments: await segmentsOf(tx, [workspaceId]),
      now,
      startFlows,
    })
    const own = changes.filter((change) => change.segment.id === segment.id)
    const counted = {
      ...at,
      entered: at.entered + own.filter(({ came }) => came).length,
      left: at.left + own.filter(({ came }) => !came).length,
    }
    const next =
      ids.length < BATCH ? { ...counted, part: at.part + 1, after: null } : { ...counted, after: ids.at(-1)! }
    await work.save({ progress: progressOf(next, segment), checkpoint: next }, tx)
    return next
  })
}

/** The first phase is the quick one. */
function progressOf({ phase, part }: Checkpoint, { clocked }: SegmentRow): number {
  const share = part / ALL_PARTS.length
  if (!clocked) return share
  return phase === 'members' ? share * 0.2 : 0.2 + share * 0.8
}

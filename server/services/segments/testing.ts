import type { Sql } from '#db/client.ts'
import { dueParts, nextFlipAt } from '#db/queries/segments/checks.ts'
import type { Work } from '../jobs/job-run.ts'
import { computeSegment } from '../jobs/kinds/compute-segment.ts'
import { sweepSegments } from './sweep-segments.ts'

/** Sweeps every part until nothing is due at `now`. */
export async function sweepAll(sql: Sql, now: Date): Promise<number> {
  let changes = 0
  for (;;) {
    const parts = await dueParts(sql, now)
    if (parts.length === 0) return changes
    for (const part of parts) changes += (await sweepSegments(sql, { part, now, limit: 200 })).changes
  }
}

/** Sweeps each flip at its own instant, up to `now`. */
export async function passTime(sql: Sql, now: Date): Promise<void> {
  for (;;) {
    const at = await nextFlipAt(sql)
    if (at === null || at > now) return
    await sweepAll(sql, at)
  }
}

/** Works out a segment as its job does. */
export async function computeNow(
  sql: Sql,
  {
    workspaceId,
    segmentId,
    revision = 1,
    startFlows = false,
  }: { workspaceId: string; segmentId: string; revision?: number; startFlows?: boolean },
  now: Date,
): Promise<void> {
  const work: Work = {
    id: segmentId,
    workspaceId,
    flowId: null,
    input: { segmentId, revision, startFlows },
    checkpoint: null,
    sql,
    now: () => now,
    save: () => Promise.resolve(),
    check: () => Promise.resolve(),
  }
  await computeSegment(work)
}

import { z } from 'zod'
import { ALL_PARTS } from '#db/part.ts'
import { dropDateEntries } from '#db/queries/date-entries.ts'
import { loadVersions } from '#db/queries/flow-versions.ts'
import { flowStanding } from '#db/queries/flows.ts'
import { loadProfiles, nextProfiles } from '#db/queries/profiles.ts'
import type { Json } from '#flows/json.ts'
import { inTransaction } from '../../in-transaction.ts'
import { refreshDateEntries } from '../../runs/date-entries.ts'
import type { Work } from '../job-run.ts'

const BATCH = 500

/** The part that is worked on, and the last person of it that was. */
const Checkpoint = z.object({ part: z.int(), after: z.string().nullable(), people: z.int() })
type Checkpoint = z.infer<typeof Checkpoint>

/**
 * Sets every person's timer for the date trigger of a flow, as its live version says; without one, or where the flow is not
 * live, takes the timers away.
 */
export async function dateEntries(work: Work): Promise<Json> {
  const start: Checkpoint = { part: 0, after: null, people: 0 }
  let at = work.checkpoint === null ? start : Checkpoint.parse(work.checkpoint)
  while (at.part < ALL_PARTS.length) {
    await work.check()
    at = await inTransaction(work.sql, [], async (tx) => {
      const flow = await flowStanding(tx, work.flowId!)
      const versionId = flow?.status === 'live' ? flow.liveVersionId : null
      const version = versionId === null ? undefined : (await loadVersions(tx, [versionId])).get(versionId)
      const last = { part: at.part, workspaceId: work.workspaceId, after: at.after, limit: BATCH }
      const dated = version?.flow.trigger?.kind === 'date' ? version : null
      if (dated === null) await dropDateEntries(tx, at.part, work.flowId!)
      const ids = dated === null ? [] : await nextProfiles(tx, last)
      if (dated !== null && ids.length > 0) {
        const refs = ids.map((id) => ({ workspaceId: work.workspaceId, id }))
        const people = await loadProfiles(tx, refs, true)
        await refreshDateEntries(tx, [dated], [...people.values()], work.now())
      }
      const people = at.people + ids.length
      const next: Checkpoint =
        ids.length < BATCH
          ? { part: at.part + 1, after: null, people }
          : { part: at.part, after: ids.at(-1)!, people }
      await work.save({ progress: next.part / ALL_PARTS.length, checkpoint: next }, tx)
      return next
    })
  }
  return { people: at.people }
}

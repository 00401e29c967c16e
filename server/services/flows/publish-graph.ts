import { v7 } from 'uuid'
import type { Tx } from '#db/client.ts'
import type { FlowRow } from '#db/queries/flows.ts'
import { whereInside } from '#db/queries/people-inside.ts'
import { insertVersion, nodeKinds } from '#db/queries/published-versions.ts'
import { wake } from '#db/queries/wake.ts'
import { Flow } from '#flows/graph/flow.ts'
import { isPublishable, validate } from '#flows/graph/validate.ts'
import { AppError } from '../app-error.ts'
import { changedBy } from '../changed-by.ts'
import type { Ctx } from '../context.ts'
import { type Begun, beginJob, startJob } from '../jobs/start-job.ts'
import { meansTheSame } from './flow-detail.ts'
import { checkChoices, impactOf, type PeopleChoice, type PeopleChoices } from './people-choices.ts'

export interface PublishGraph {
  graph: Flow
  note: string | null
  people: PeopleChoices
}

/**
 * Makes a graph the next version of a locked flow, with the choices for people inside; these still have to be carried out.
 * A graph that is live already makes no version, and its choices hold for people in older ones. Throws `conflict`,
 * `not_publishable`, `invalid` and `people_unmapped`.
 */
export async function publishGraph(
  ctx: Ctx,
  tx: Tx,
  row: FlowRow,
  { graph, note, people }: PublishGraph,
): Promise<Begun | null> {
  if (row.status === 'archived') throw new AppError('conflict', 'An archived flow can’t be published.')
  const problems = validate(graph)
  if (!isPublishable(problems)) {
    throw new AppError('not_publishable', 'The flow has problems that block publishing.', [], { problems })
  }
  const same = row.live !== null && meansTheSame(graph, row.live.graph) ? row.live.versionId : null
  if (same !== null && Object.keys(people).length === 0) return null
  const kinds = await nodeKinds(tx, row.id)
  const impact = impactOf(await whereInside(tx, row.id, same), graph, kinds)
  checkChoices(people, { graph, kinds, impact })
  const versionId = same ?? (await makeVersion(ctx, tx, row, { graph, note }))
  const moves = Object.entries(people).filter(([, choice]) => choice.do !== 'keep')
  const concerned = impact.filter(({ node }) => moves.some(([from]) => from === node))
  return beginJob({
    ctx,
    tx,
    input: {
      kind: 'move_people',
      flowId: row.id,
      input: { versionId, people: Object.fromEntries(moves) as Record<string, PeopleChoice> },
    },
    people: concerned.reduce((sum, { waiting }) => sum + waiting, 0),
  })
}

async function makeVersion(
  ctx: Ctx,
  tx: Tx,
  row: FlowRow,
  { graph, note }: { graph: Flow; note: string | null },
): Promise<string> {
  const { workspaceId, actor, now } = ctx
  const id = v7({ msecs: now.getTime() })
  await insertVersion(tx, { id, flowId: row.id, workspaceId, graph, by: changedBy(actor), note, now })
  if (startsByDate(graph) || (row.live !== null && startsByDate(row.live.graph)))
    await startJob({ ctx, tx, input: { kind: 'date_entries', flowId: row.id, input: {} } })
  await wake(tx, 'flows')
  return id
}

/** Whether people enter a flow by a date, so that each has a timer for it. */
export const startsByDate = (graph: unknown): boolean => Flow.parse(graph).trigger?.kind === 'date'

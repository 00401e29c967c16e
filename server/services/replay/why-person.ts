import { z } from 'zod'
import { newestEvent } from '#db/queries/newest-event.ts'
import { listVersionRows } from '#db/queries/published-versions.ts'
import { Flow } from '#flows/graph/flow.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from '../flows/get-flow.ts'
import { listRuns, type RunSummary } from '../flows/list-runs.ts'
import { findProfile } from '../profiles/find-profile.ts'
import { testFlow } from './test-flow.ts'

const MOST_RUNS = 50

export const WhyPerson = z.object({ profile: z.uuid() })
export type WhyPerson = z.infer<typeof WhyPerson>

/**
 * Why somebody never entered: `not_live` (nothing was ever published), `no_event` (none of the trigger's event came from them),
 * `before_live` (it came before the flow was), `other_trigger` (nothing that is known of them starts it), a rule of entry
 * (`filter`, `profile_filter`, `no_key`, `late`), or `none` (they would enter now).
 */
export interface NeverEntered {
  reason: string
  /** When the newest event of the trigger's name came from them. */
  eventAt: string | null
}

/** Somebody's runs of a flow, newest first; without any, which rule kept them out. Throws `not_found` for another's person. */
export async function whyPerson({
  ctx,
  input,
}: {
  ctx: Ctx
  input: WhyPerson & { id: string }
}): Promise<{ runs: RunSummary[]; neverEntered: NeverEntered | null }> {
  requirePermission(ctx, 'read')
  const profile = await findProfile(ctx, input.profile)
  const { items: runs } = await listRuns({
    ctx,
    input: { id: input.id, profile: profile.id, limit: MOST_RUNS },
  })
  return { runs, neverEntered: runs.length > 0 ? null : await neverEntered(ctx, input.id, profile.id) }
}

async function neverEntered(ctx: Ctx, flowId: string, profileId: string): Promise<NeverEntered> {
  const { sql, workspaceId } = ctx
  const { live } = await requireFlow(ctx, flowId)
  if (live === null) return { reason: 'not_live', eventAt: null }
  const graph = Flow.parse(live.graph)
  if (graph.trigger?.kind !== 'event') return { reason: 'other_trigger', eventAt: null }
  const event = await newestEvent(sql, { workspaceId, name: graph.trigger.event, profileId })
  if (event === null) return { reason: 'no_event', eventAt: null }
  const eventAt = new Date(event.time).toISOString()
  const first = (await listVersionRows(sql, { workspaceId, flowId })).at(-1)
  if (first && event.time < first.publishedAt.getTime()) return { reason: 'before_live', eventAt }
  const { properties, value, currency } = event
  const run = await testFlow({
    ctx,
    input: { id: flowId, graph, profile: profileId, event: { properties, value, currency } },
  })
  return { reason: run.status === 'refused' ? (run.reason ?? 'none') : 'none', eventAt }
}

import { firstStepsOf } from '#db/queries/first-steps.ts'
import { type Ctx, requirePermission } from '../context.ts'

export interface FirstSteps {
  hasKey: boolean
  /** The first event that ever arrived. */
  firstEvent: { name: string | null; at: string } | null
  emailConnected: boolean
  flowPublished: boolean
}

/** What a new shop has done and what is left, for the home page's checklist. */
export async function firstSteps({ ctx }: { ctx: Ctx }): Promise<FirstSteps> {
  requirePermission(ctx, 'read')
  const { firstEvent, firstEventAt, ...rest } = await firstStepsOf(ctx.sql, ctx.workspaceId)
  return { ...rest, firstEvent: firstEventAt && { name: firstEvent, at: firstEventAt.toISOString() } }
}

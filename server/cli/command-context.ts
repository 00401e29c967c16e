import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../services/context.ts'
import { firstWorkspace } from '../services/workspace/first-workspace.ts'

/** The context of a command: the installation's own operator, in one workspace, at this moment. */
export async function commandContext({ sql }: Runtime, slug?: string) {
  const now = new Date()
  const workspace = await firstWorkspace({ sql, now, slug })
  const ctx: Ctx = { sql, workspaceId: workspace.id, actor: { kind: 'system' }, now }
  return { ctx, workspace }
}

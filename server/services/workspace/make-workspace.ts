import { v7 } from 'uuid'
import type { Tx } from '#db/client.ts'
import { insertWorkspace, type WorkspaceRow } from '#db/queries/workspaces.ts'
import type { WorkspaceSettings } from './workspace-settings.ts'

/** Taken by whoever makes the first workspace or the first owner, so that there is one of each. */
const FIRST_RUN_LOCK = 4_201_002

/** Holds the first run until the transaction ends. */
export async function lockFirstRun(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`
}

/** Inserts a workspace with a slug of its own. */
export async function makeWorkspace(tx: Tx, settings: WorkspaceSettings, now: Date): Promise<WorkspaceRow> {
  const id = v7({ msecs: now.getTime() })
  const workspace = { id, ...settings }
  await insertWorkspace(tx, { ...workspace, slug: id, now })
  return workspace
}

import { v7 } from 'uuid'
import type { Sql, Tx } from '#db/client.ts'
import { firstWorkspace, insertWorkspace, type WorkspaceRow } from '#db/queries/workspaces.ts'
import { FIRST_SETTINGS, type WorkspaceSettings } from './workspace-settings.ts'

/** Taken by whoever makes the first workspace or the first owner, so that there is one of each. */
const FIRST_RUN_LOCK = 4_201_002

/** The installation's workspace, made on a fresh machine. Two callers at once get the same one. */
export async function ensureWorkspace({ sql, now }: { sql: Sql; now: Date }): Promise<WorkspaceRow> {
  return (await sql.begin(async (tx) => {
    await lockFirstRun(tx)
    return (await firstWorkspace(tx)) ?? (await makeWorkspace(tx, FIRST_SETTINGS, now))
  })) as WorkspaceRow
}

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

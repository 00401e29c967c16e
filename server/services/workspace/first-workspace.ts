import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { findWorkspace, insertFirstWorkspace, type WorkspaceRow } from '#db/queries/first-workspace.ts'
import { AppError } from '../app-error.ts'

/**
 * The workspace that a command means: by its slug, or the oldest. On a fresh machine the first one is made; the owner
 * who signs up later gets it. Throws `not_found` for a slug that nobody has.
 */
export async function firstWorkspace({
  sql,
  now,
  slug,
}: {
  sql: Sql
  now: Date
  slug?: string | undefined
}): Promise<WorkspaceRow> {
  const found = await findWorkspace(sql, slug)
  if (found) return found
  if (slug !== undefined) throw new AppError('not_found', `There is no workspace "${slug}".`)
  await insertFirstWorkspace(sql, { id: v7({ msecs: now.getTime() }), name: 'My shop', slug: 'my-shop', now })
  return firstWorkspace({ sql, now })
}

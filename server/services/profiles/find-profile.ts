import type { Sql, Tx } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import { survivorId } from '#db/queries/people.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

const MOST_MERGES = 20

/** The profile with this id, or the one it was merged into. Throws `not_found` for another workspace's too. */
export async function findProfile(
  { sql, workspaceId }: Pick<Ctx, 'sql' | 'workspaceId'>,
  id: string,
  locking?: Tx,
): Promise<StoredProfile> {
  const source: Sql | Tx = locking ?? sql
  let at = id
  for (let hops = 0; hops < MOST_MERGES; hops++) {
    const next = await survivorId(source, { workspaceId, id: at }, partOf(workspaceId, at))
    if (next === null) break
    if (next === at) {
      const profile = (await loadProfiles(source, [{ workspaceId, id: at }], locking !== undefined)).get(at)
      if (profile) return profile
      break
    }
    at = next
  }
  throw new AppError('not_found', 'There is no profile with this id.')
}

import { hashPassword } from 'better-auth/crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Sql } from '#db/client.ts'
import { insertMember } from '#db/queries/members.ts'
import { anyUser, insertUser } from '#db/queries/users.ts'
import { firstWorkspace, updateWorkspaceRow } from '#db/queries/workspaces.ts'
import { AppError } from '../app-error.ts'
import { lockFirstRun, makeWorkspace } from '../workspace/make-workspace.ts'
import { FIRST_SETTINGS, WorkspaceSettings } from '../workspace/workspace-settings.ts'
import { Password, PersonName, SignInEmail } from './credentials.ts'

/** The first person, and what is known of their shop. */
export const CreateOwner = z.strictObject({
  name: PersonName,
  email: SignInEmail,
  password: Password,
  /** The language the person reads. */
  locale: z.enum(['tr', 'en']).optional(),
  workspace: WorkspaceSettings.partial().default({}),
})
export type CreateOwner = z.infer<typeof CreateOwner>

/**
 * Makes the owner and, when there is none, the workspace; joins the one a command line made before.
 * Throws `conflict` when somebody is already there: of two at once exactly one becomes the owner.
 */
export async function createOwner({
  sql,
  input,
  now,
}: {
  sql: Sql
  input: CreateOwner
  now: Date
}): Promise<{ userId: string; workspaceId: string }> {
  if (await anyUser(sql)) throw alreadyOwned()
  const passwordHash = await hashPassword(input.password)
  const id = () => v7({ msecs: now.getTime() })
  const userId = id()
  const workspaceId = await sql.begin(async (tx) => {
    await lockFirstRun(tx)
    if (await anyUser(tx)) throw alreadyOwned()
    const { email, name, locale = null } = input
    await insertUser(tx, { id: userId, accountId: id(), name, email, passwordHash, locale, now })
    const found = await firstWorkspace(tx)
    if (found) await updateWorkspaceRow(tx, found.id, input.workspace)
    const workspace = found ?? (await makeWorkspace(tx, { ...FIRST_SETTINGS, ...input.workspace }, now))
    await insertMember(tx, { id: id(), workspaceId: workspace.id, userId, role: 'owner', now })
    return workspace.id
  })
  return { userId, workspaceId: workspaceId as string }
}

function alreadyOwned(): AppError {
  return new AppError('conflict', 'This installation already has an owner. Ask them for an invitation.')
}

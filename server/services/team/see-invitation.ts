import type { Sql } from '#db/client.ts'
import { invitationById } from '#db/queries/invitations.ts'
import { userIdByEmail } from '#db/queries/users.ts'

export interface SeenInvitation {
  id: string
  workspaceName: string
  email: string
  role: string
  invitedBy: string
  state: 'open' | 'accepted' | 'expired' | 'canceled'
  /** The address already signs in here: the person signs in instead of choosing a password. */
  hasAccount: boolean
}

/** What the holder of a link may know; null when there is no such invitation. */
export async function seeInvitation({
  sql,
  id,
  now,
}: {
  sql: Sql
  id: string
  now: Date
}): Promise<SeenInvitation | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  const row = await invitationById(sql, id)
  if (!row) return null
  const { workspaceName, email, role, inviterName } = row
  const state =
    row.status === 'accepted'
      ? 'accepted'
      : row.status !== 'pending'
        ? 'canceled'
        : row.expiresAt <= now
          ? 'expired'
          : 'open'
  const hasAccount = (await userIdByEmail(sql, email)) !== null
  return { id: row.id, workspaceName, email, role, invitedBy: inviterName, state, hasAccount }
}

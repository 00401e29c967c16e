import type { Sql } from '#db/client.ts'
import { type MembershipRow, membershipsOf } from '#db/queries/members.ts'
import { runtime } from '../../runtime.ts'
import { type Actor, ROLES, type Role } from '../context.ts'
import { rootCause } from '../root-cause.ts'
import { type Auth, auth } from './auth.ts'

export interface SignedIn {
  sessionId: string
  user: { id: string; name: string; email: string; locale: string | null }
  role: Role
  workspaceId: string
  memberships: MembershipRow[]
}

/** Who a session cookie stands for and in which workspace they act now; null for nobody. */
export async function sessionActor(
  headers: Headers,
): Promise<{ workspaceId: string; actor: Extract<Actor, { kind: 'user' }> } | null> {
  const signedIn = await readSession({ headers, auth: await auth(), sql: (await runtime()).sql })
  if (!signedIn) return null
  const { user, role, workspaceId } = signedIn
  return { workspaceId, actor: { kind: 'user', userId: user.id, name: user.name, role } }
}

/** The session as the auth library knows it, with or without a workspace. Throws what the database said, not its wrapping. */
export async function authSession({ headers, auth }: { headers: Headers; auth: Auth }) {
  try {
    return await auth.api.getSession({ headers })
  } catch (error) {
    throw rootCause(error)
  }
}

/**
 * The session with its memberships. The role is read from the database every time, so that taking one away holds at once.
 * A person whose active workspace is gone acts in their oldest; one without any is nobody.
 */
export async function readSession({
  headers,
  auth,
  sql,
}: {
  headers: Headers
  auth: Auth
  sql: Sql
}): Promise<SignedIn | null> {
  if (!headers.get('cookie')) return null
  const found = await authSession({ headers, auth })
  if (!found) return null
  const memberships = await membershipsOf(sql, found.user.id)
  const active = found.session.activeOrganizationId
  const membership = memberships.find((each) => each.workspaceId === active) ?? memberships[0]
  const role = ROLES.find((name) => name === membership?.role)
  if (!membership || !role) return null
  const { id, name, email, locale } = found.user
  return {
    sessionId: found.session.id,
    user: { id, name, email, locale: locale ?? null },
    role,
    workspaceId: membership.workspaceId,
    memberships,
  }
}

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Session } from '#components/session.tsx'
import { runtime } from '#server/runtime.ts'
import { auth } from '#server/services/auth/auth.ts'
import { isOwned } from '#server/services/auth/is-owned.ts'
import { readSession } from '#server/services/auth/session-actor.ts'
import { ROLE_PERMISSIONS } from '#server/services/context.ts'
import { readWorkspace } from '#server/services/workspace/read-workspace.ts'

/** The session of this request, or a redirect: to the welcome page on a fresh installation, else to sign-in. */
export const studioSession = cache(async (): Promise<Session> => {
  const { sql } = await runtime()
  const signedIn = await readSession({ headers: await headers(), auth: await auth(), sql })
  if (!signedIn) redirect((await isOwned({ sql })) ? '/sign-in' : '/welcome')
  const { sessionId, user, role, workspaceId, memberships } = signedIn
  const workspace = await readWorkspace({
    ctx: {
      sql,
      workspaceId,
      actor: { kind: 'user', userId: user.id, name: user.name, role },
      now: new Date(),
    },
  })
  return {
    sessionId,
    user: { id: user.id, name: user.name, email: user.email, role },
    workspace,
    workspaces: memberships.map((each) => ({ id: each.workspaceId, name: each.workspaceName })),
    permissions: ROLE_PERMISSIONS[role],
  }
})

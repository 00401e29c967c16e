import { openRoute } from '#server/http/open-route.ts'
import { pathId } from '#server/http/path-id.ts'
import { auth } from '#server/services/auth/auth.ts'
import { authSession } from '#server/services/auth/session-actor.ts'
import { AcceptInvitation, acceptInvitation } from '#server/services/team/accept-invitation.ts'

/** Joins a workspace by the link. */
export const POST = openRoute(AcceptInvitation, async ({ runtime, request, params, body, now }) => {
  const session = await authSession({ headers: request.headers, auth: await auth() })
  return acceptInvitation({
    sql: runtime.sql,
    id: pathId(params),
    input: body,
    userId: session?.user.id ?? null,
    now,
  })
})

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { runtime } from '#server/runtime.ts'
import { sessionActor } from '#server/services/auth/session-actor.ts'
import { readWorkspace } from '#server/services/workspace/read-workspace.ts'

/** The zone whose calendar reports are written in. Sends those who aren't signed in to the door. */
export async function workspaceTimeZone(): Promise<string> {
  const session = await sessionActor(await headers())
  if (session === null) redirect('/sign-in')
  const { sql } = await runtime()
  const { timeZone } = await readWorkspace({ ctx: { sql, ...session, now: new Date() } })
  return timeZone
}

import { z } from 'zod'
import { wake } from '#db/queries/wake.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { idsOfPeople, NamedPerson } from '../profiles/named-people.ts'
import { changeMemberships } from '../runs/change-memberships.ts'
import { requireList } from './require-list.ts'

export const ChangeMembers = z.strictObject({ profiles: z.array(NamedPerson).min(1).max(1_000) })
export type ChangeMembers = z.infer<typeof ChangeMembers>

interface Change {
  ctx: Ctx
  input: ChangeMembers & { id: string }
}

/** Puts people on a list, which starts the flows that wait for it; who is on it already stays. Returns how many came. */
export async function addMembers(change: Change): Promise<{ added: number }> {
  return { added: await changed(change, true) }
}

/** Takes people off a list. Returns how many were on it. */
export async function removeMembers(change: Change): Promise<{ removed: number }> {
  return { removed: await changed(change, false) }
}

async function changed({ ctx, input }: Change, came: boolean): Promise<number> {
  requirePermission(ctx, 'people:write')
  const { sql, workspaceId, now } = ctx
  const profileIds = await idsOfPeople(ctx, input.profiles)
  const count = await inTransaction(sql, [], async (tx) => {
    const { id, name } = await requireList(ctx, input.id, tx)
    const change = { kind: 'list' as const, group: { id, name }, workspaceId, profileIds, came, now }
    return (await changeMemberships(tx, { ...change, startFlows: true })).changed.length
  })
  await wake(sql, 'advance')
  await wake(sql, 'deliver')
  return count
}

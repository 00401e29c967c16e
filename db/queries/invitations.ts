import type { Sql, Tx } from '../client.ts'

export interface InvitationRow {
  id: string
  workspaceId: string
  workspaceName: string
  email: string
  role: string
  status: string
  inviterName: string
  createdAt: Date
  expiresAt: Date
}

const SELECT = (sql: Sql | Tx) => sql`
  select i.id, i.organization_id as "workspaceId", w.name as "workspaceName", i.email, i.role, i.status,
    u.name as "inviterName", i.created_at as "createdAt", i.expires_at as "expiresAt"
  from invitations i join workspaces w on w.id = i.organization_id join users u on u.id = i.inviter_id`

export async function invitationById(sql: Sql, id: string): Promise<InvitationRow | null> {
  const [row] = await sql<InvitationRow[]>`${SELECT(sql)} where i.id = ${id}`
  return row ?? null
}

/** The invitation, locked: of two who accept it at once one waits and then finds it accepted. */
export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | null> {
  const [row] = await tx<InvitationRow[]>`${SELECT(tx)} where i.id = ${id} for update of i`
  return row ?? null
}

/** A workspace's invitations that can still be accepted, newest first. */
export async function openInvitationsOf(sql: Sql, workspaceId: string, now: Date): Promise<InvitationRow[]> {
  return sql<InvitationRow[]>`
    ${SELECT(sql)}
    where i.organization_id = ${workspaceId} and i.status = 'pending' and i.expires_at > ${now}
    order by i.created_at desc, i.id`
}

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string
    workspaceId: string
    email: string
    role: string
    inviterId: string
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  await tx`
    insert into invitations (id, organization_id, email, role, status, expires_at, inviter_id, created_at)
    values (${invitation.id}, ${invitation.workspaceId}, ${invitation.email}, ${invitation.role}, 'pending',
      ${invitation.expiresAt}, ${invitation.inviterId}, ${invitation.now})`
}

/** Ends every pending invitation of an address to a workspace. */
export async function cancelInvitationsTo(tx: Tx, workspaceId: string, email: string): Promise<void> {
  await tx`
    update invitations set status = 'canceled'
    where organization_id = ${workspaceId} and email = ${email} and status = 'pending'`
}

/** Ends one pending invitation; false when there is none. */
export async function cancelInvitationRow(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const rows = await sql`
    update invitations set status = 'canceled'
    where organization_id = ${workspaceId} and id = ${id} and status = 'pending' returning id`
  return rows.length > 0
}

export async function markInvitationAccepted(tx: Tx, id: string): Promise<void> {
  await tx`update invitations set status = 'accepted' where id = ${id}`
}

import type { Sql, Tx } from '../client.ts'

export interface MembershipRow {
  workspaceId: string
  workspaceName: string
  role: string
}

export interface MemberRow {
  id: string
  userId: string
  name: string
  email: string
  role: string
  createdAt: Date
  lastSeenAt: Date | null
}

/** A person's workspaces, oldest membership first. */
export async function membershipsOf(sql: Sql | Tx, userId: string): Promise<MembershipRow[]> {
  return sql<MembershipRow[]>`
    select m.organization_id as "workspaceId", w.name as "workspaceName", m.role
    from members m join workspaces w on w.id = m.organization_id
    where m.user_id = ${userId}
    order by m.created_at, m.id`
}

/** The members of a workspace with when they last used a session, oldest first. */
export async function membersOf(sql: Sql | Tx, workspaceId: string): Promise<MemberRow[]> {
  return sql<MemberRow[]>`
    select m.id, m.user_id as "userId", u.name, u.email, m.role, m.created_at as "createdAt",
      (select max(s.updated_at) from sessions s where s.user_id = u.id) as "lastSeenAt"
    from members m join users u on u.id = m.user_id
    where m.organization_id = ${workspaceId}
    order by m.created_at, m.id`
}

/** The memberships of a workspace, locked: who counts owners must not be overtaken. */
export async function lockMembers(
  tx: Tx,
  workspaceId: string,
): Promise<{ id: string; userId: string; role: string }[]> {
  return tx<{ id: string; userId: string; role: string }[]>`
    select id, user_id as "userId", role from members
    where organization_id = ${workspaceId} order by id for update`
}

export async function insertMember(
  tx: Tx,
  member: { id: string; workspaceId: string; userId: string; role: string; now: Date },
): Promise<void> {
  await tx`
    insert into members (id, organization_id, user_id, role, created_at)
    values (${member.id}, ${member.workspaceId}, ${member.userId}, ${member.role}, ${member.now})
    on conflict (user_id, organization_id) do nothing`
}

export async function updateMemberRole(tx: Tx, workspaceId: string, id: string, role: string): Promise<void> {
  await tx`update members set role = ${role} where organization_id = ${workspaceId} and id = ${id}`
}

export async function deleteMember(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx`delete from members where organization_id = ${workspaceId} and id = ${id}`
}

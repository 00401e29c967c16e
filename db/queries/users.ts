import type { Sql, Tx } from '../client.ts'

export interface NewUser {
  id: string
  accountId: string
  name: string
  /** Lower case. */
  email: string
  passwordHash: string
  locale: string | null
  now: Date
}

/** Whether anybody can sign in yet. */
export async function anyUser(sql: Sql | Tx): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`select exists (select from users) as any`
  return row!.any
}

export async function userIdByEmail(sql: Sql | Tx, email: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from users where email = ${email}`
  return row?.id ?? null
}

/** A user with a password, in the rows the auth library reads at sign-in. */
export async function insertUser(tx: Tx, user: NewUser): Promise<void> {
  await tx`
    insert into users (id, name, email, email_verified, locale, created_at, updated_at)
    values (${user.id}, ${user.name}, ${user.email}, false, ${user.locale}, ${user.now}, ${user.now})`
  await tx`
    insert into accounts (id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (${user.accountId}, ${user.id}, ${user.id}, 'credential', ${user.passwordHash}, ${user.now}, ${user.now})`
}

/** Changes what a person says about themselves; absent fields stay. */
export async function updateUser(
  sql: Sql,
  userId: string,
  changes: { name?: string | undefined; locale?: string | undefined },
  now: Date,
): Promise<void> {
  await sql`
    update users set
      name = coalesce(${changes.name ?? null}, name),
      locale = coalesce(${changes.locale ?? null}, locale),
      updated_at = ${now}
    where id = ${userId}`
}

/** Changes the password that sign-in compares with. */
export async function updatePassword(tx: Tx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx`
    update accounts set password = ${passwordHash}, updated_at = ${now}
    where user_id = ${userId} and provider_id = 'credential'`
}

/** Signs a person out everywhere. */
export async function endSessions(tx: Tx, userId: string): Promise<void> {
  await tx`delete from sessions where user_id = ${userId}`
}

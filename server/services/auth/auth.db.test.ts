import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { makeWorkspace } from '../workspace/make-workspace.ts'
import { FIRST_SETTINGS } from '../workspace/workspace-settings.ts'
import { type Auth, createAuth } from './auth.ts'
import { createOwner } from './create-owner.ts'
import { readSession } from './session-actor.ts'
import { setPassword } from './set-password.ts'
import { SIGN_IN_LIMIT } from './sign-in-limit.ts'

const database = testDatabase()
const URL_OF_STUDIO = 'https://akis.example.com'
const PASSWORD = 'correct horse battery'
const now = new Date('2026-11-22T10:00:00Z')
let auth: Auth

beforeAll(() => {
  const { sql, url } = database
  auth = createAuth({
    sql,
    databaseUrl: url,
    publicUrl: URL_OF_STUDIO,
    secret: 'a secret of the tests, long enough',
  })
})
afterAll(() => auth.end())

let address = 0

/** A request as a browser on our page sends it, each from an address of its own unless one is given. */
function call(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return auth.handler(
    new Request(`${URL_OF_STUDIO}/api/auth${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        origin: URL_OF_STUDIO,
        host: 'akis.example.com',
        'x-forwarded-for': `203.0.113.${++address % 250}`,
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    }),
  )
}

const signIn = (email: string, password = PASSWORD, headers = {}) =>
  call('/sign-in/email', { email, password }, headers)

const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

const session = (cookie: string) => readSession({ headers: new Headers({ cookie }), auth, sql: database.sql })

describe('the first run', () => {
  it('makes exactly one owner of several at once, in the workspace that a command made before', async () => {
    const { sql } = database
    const made = await sql.begin((tx) => makeWorkspace(tx, FIRST_SETTINGS, now))
    const tries = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((name) =>
        createOwner({
          sql,
          now,
          input: {
            name,
            email: `${name}@example.com`,
            password: PASSWORD,
            workspace: { name: `Shop ${name}` },
          },
        }),
      ),
    )
    const won = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const lost = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['conflict', 'conflict', 'conflict', 'conflict'])
    expect(won[0]?.workspaceId).toBe(made.id)
    const users = await sql`select u.email, m.role, w.name from users u
      join members m on m.user_id = u.id join workspaces w on w.id = m.organization_id`
    expect(users).toHaveLength(1)
    expect(users[0]?.role).toBe('owner')
    expect(users[0]?.name).toBe(`Shop ${users[0]?.email[0]}`)
    expect(await sql`select from workspaces`).toHaveLength(1)
    await sql`update users set email = 'owner@example.com'`
  })

  it('closes sign-up for good, at the library’s own door too', async () => {
    const answer = await call('/sign-up/email', { name: 'Eve', email: 'eve@example.com', password: PASSWORD })
    expect(answer.status).toBe(404)
    await expect(
      auth.api.signUpEmail({ body: { name: 'Eve', email: 'eve@example.com', password: PASSWORD } }),
    ).rejects.toThrow(/not enabled/)
    expect(await database.sql`select from users where email = 'eve@example.com'`).toHaveLength(0)
  })
})

describe('a session', () => {
  it('is a cookie that is HttpOnly, SameSite=Lax and Secure behind TLS', async () => {
    const answer = await signIn('Owner@Example.com')
    expect(answer.status).toBe(200)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Secure-akis\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/; Secure/i)
  })

  it('stands for the person in their workspace, with the role of this moment', async () => {
    const { sql } = database
    const cookie = cookieOf(await signIn('owner@example.com'))
    const before = await session(cookie)
    expect(before).toMatchObject({ role: 'owner', user: { email: 'owner@example.com' } })
    await sql`update members set role = 'analyst'`
    expect((await session(cookie))?.role).toBe('analyst')
    await sql`update members set role = 'owner'`
  })

  it('acts in the active workspace only while the person is a member of it', async () => {
    const { sql } = database
    const cookie = cookieOf(await signIn('owner@example.com'))
    const home = (await session(cookie))?.workspaceId
    const other = await sql.begin((tx) => makeWorkspace(tx, { ...FIRST_SETTINGS, name: 'Other' }, now))
    const refused = await call('/organization/set-active', { organizationId: other.id }, { cookie })
    expect(refused.status).toBe(403)
    await sql`update sessions set active_organization_id = ${other.id}`
    expect((await session(cookie))?.workspaceId).toBe(home)
    const [member] = await sql`select user_id from members limit 1`
    await sql`insert into members (id, organization_id, user_id, role, created_at)
      values (gen_random_uuid(), ${other.id}, ${member!.user_id}, 'marketer', ${now})`
    expect(await session(cookie)).toMatchObject({ workspaceId: other.id, role: 'marketer' })
    await sql`delete from workspaces where id = ${other.id}`
    expect((await session(cookie))?.workspaceId).toBe(home)
  })

  it('is nobody without a cookie, with a forged one, after sign-out, and without any workspace', async () => {
    const { sql } = database
    const cookie = cookieOf(await signIn('owner@example.com'))
    expect(await session('')).toBeNull()
    expect(await session(`${cookie.slice(0, -6)}AAAA%3D`)).toBeNull()
    const rows = await sql`select * from members`
    await sql`delete from members`
    expect(await session(cookie)).toBeNull()
    for (const row of rows) await sql`insert into members ${sql(row)}`
    expect(await session(cookie)).not.toBeNull()
    expect((await call('/sign-out', {}, { cookie })).status).toBe(200)
    expect(await session(cookie)).toBeNull()
  })

  it('takes nothing from another site', async () => {
    const cookie = cookieOf(await signIn('owner@example.com'))
    for (const origin of ['https://evil.example', 'null'])
      expect((await call('/sign-out', {}, { cookie, origin })).status).toBe(403)
    expect(await session(cookie)).not.toBeNull()
  })

  it('can’t change members, workspaces or itself past our own services', async () => {
    const cookie = cookieOf(await signIn('owner@example.com'))
    for (const path of [
      '/organization/create',
      '/organization/update',
      '/organization/delete',
      '/organization/invite-member',
      '/organization/remove-member',
      '/organization/update-member-role',
      '/organization/accept-invitation',
      '/organization/leave',
      '/update-user',
      '/change-email',
      '/delete-user',
    ])
      expect((await call(path, {}, { cookie })).status, path).toBe(404)
  })
})

describe('a forgotten password', () => {
  const NEW_PASSWORD = 'a quite different horse'
  const change = (email: string, password: string) =>
    setPassword({ sql: database.sql, input: { email, password }, now })

  it('is replaced from the command line, which ends every session and the pause after too many tries', async () => {
    const cookies = [cookieOf(await signIn('owner@example.com')), cookieOf(await signIn('owner@example.com'))]
    for (let attempt = 0; attempt <= SIGN_IN_LIMIT.tries; attempt++)
      await signIn('owner@example.com', `wrong password ${attempt}`)
    expect((await signIn('owner@example.com')).status).toBe(429)
    await change('owner@example.com', NEW_PASSWORD)
    for (const cookie of cookies) expect(await session(cookie)).toBeNull()
    expect((await signIn('owner@example.com', PASSWORD)).status).toBe(401)
    expect((await signIn('owner@example.com', NEW_PASSWORD)).status).toBe(200)
    await change('owner@example.com', PASSWORD)
  })

  it('can’t be given to somebody who is not there', async () => {
    await expect(change('eve@example.com', NEW_PASSWORD)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('too many tries', () => {
  it('are refused for one address wherever they come from, also with the right password', async () => {
    for (let attempt = 0; attempt < SIGN_IN_LIMIT.tries; attempt++)
      expect((await signIn('owner@example.com', `wrong password ${attempt}`)).status).toBe(401)
    const refused = await signIn(' OWNER@example.com ')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    const kept = await database.sql`select key from rate_limits where key like 'sign-in|%'`
    expect(kept.some(({ key }) => key.includes('owner'))).toBe(false)
    await database.sql`delete from rate_limits`
    expect((await signIn('owner@example.com')).status).toBe(200)
  })

  it('are refused from one place whatever the address', async () => {
    const place = { 'x-forwarded-for': '198.51.100.7' }
    const statuses = []
    for (let attempt = 0; attempt < 21; attempt++)
      statuses.push((await signIn(`nobody-${attempt}@example.com`, PASSWORD, place)).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await signIn('owner@example.com')).status).toBe(200)
  })
})

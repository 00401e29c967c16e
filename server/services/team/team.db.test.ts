import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { updateAccount } from '../account/update-account.ts'
import { createOwner } from '../auth/create-owner.ts'
import { type Actor, type Ctx, may, type Permission, ROLE_PERMISSIONS, ROLES, type Role } from '../context.ts'
import { firstSteps } from '../home/first-steps.ts'
import { createKey } from '../keys/create-key.ts'
import { listKeys } from '../keys/list-keys.ts'
import { revokeKey } from '../keys/revoke-key.ts'
import { createWorkspace } from '../workspace/create-workspace.ts'
import { readWorkspace } from '../workspace/read-workspace.ts'
import { updateWorkspace } from '../workspace/update-workspace.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { cancelInvitation } from './cancel-invitation.ts'
import { changeRole } from './change-role.ts'
import { inviteMember } from './invite-member.ts'
import { listTeam } from './list-team.ts'
import { removeMember } from './remove-member.ts'
import { seeInvitation } from './see-invitation.ts'

const database = testDatabase()
const PASSWORD = 'correct horse battery'
const now = new Date('2026-11-22T10:00:00Z')
const DAY_MS = 24 * 3600_000
let workspaceId: string
let ownerId: string

beforeAll(async () => {
  const { sql } = database
  const input = { name: 'Ayşe', email: 'ayse@example.com', password: PASSWORD, workspace: { name: 'Kumru' } }
  ;({ workspaceId, userId: ownerId } = await createOwner({ sql, input, now }))
})

function as(role: Role, userId = v7(), at = now): Ctx {
  return {
    sql: database.sql,
    workspaceId,
    actor: { kind: 'user', userId, name: role, role } satisfies Actor,
    now: at,
  }
}

const owner = () => as('owner', ownerId)

/** A new member through the front door. */
async function join(email: string, role: Role): Promise<{ userId: string; memberId: string }> {
  const { sql } = database
  const { id } = await inviteMember({ ctx: owner(), input: { email, role } })
  await acceptInvitation({ sql, id, input: { name: email, password: PASSWORD }, userId: null, now })
  const member = (await listTeam({ ctx: owner() })).members.find((each) => each.email === email)
  return { userId: member!.userId, memberId: member!.id }
}

const refusal = (code: string) => expect.objectContaining({ code })

describe('what a role may do', () => {
  const nothing = '00000000-0000-7000-8000-000000000000'
  const uses: [name: string, Permission, (ctx: Ctx) => Promise<unknown>][] = [
    ['read the settings', 'read', (ctx) => readWorkspace({ ctx })],
    ['see the first steps', 'read', (ctx) => firstSteps({ ctx })],
    ['change the settings', 'workspace:write', (ctx) => updateWorkspace({ ctx, input: { currency: 'TRY' } })],
    ['see the team', 'read', (ctx) => listTeam({ ctx })],
    [
      'invite',
      'team:write',
      (ctx) =>
        inviteMember({
          ctx: { ...ctx, actor: { ...ctx.actor, userId: ownerId } as Actor },
          input: { email: 'x@example.com', role: 'analyst' },
        }),
    ],
    ['withdraw an invitation', 'team:write', (ctx) => cancelInvitation({ ctx, input: { id: nothing } })],
    [
      'change a role',
      'team:write',
      (ctx) => changeRole({ ctx, input: { memberId: nothing, role: 'analyst' } }),
    ],
    ['list keys', 'keys:write', (ctx) => listKeys({ ctx })],
    [
      'make a key',
      'keys:write',
      (ctx) => createKey({ ctx, input: { name: 'k', kind: 'secret', scopes: ['read'] } }),
    ],
    ['revoke a key', 'keys:write', (ctx) => revokeKey({ ctx, input: { id: nothing } })],
  ]
  describe.each(ROLES)('%s', (role) => {
    it.each(uses)('%s', async (_name, permission, use) => {
      const allowed = ROLE_PERMISSIONS[role].includes(permission)
      const code = await use(as(role)).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      if (allowed) expect(code).not.toBe('forbidden')
      else expect(code).toBe('forbidden')
    })
  })

  it('is not for keys: an API key changes no team', async () => {
    const actor: Actor = { kind: 'key', keyId: v7(), public: false, scopes: ['ingest', 'read', 'write'] }
    expect(may(actor, 'team:write')).toBe(false)
    const ctx = { ...owner(), actor }
    await expect(inviteMember({ ctx, input: { email: 'k@example.com', role: 'analyst' } })).rejects.toThrow()
    await expect(updateAccount({ ctx, input: { name: 'Key' } })).rejects.toEqual(refusal('forbidden'))
  })

  it('lets only owners add a workspace, which they then own', async () => {
    await expect(createWorkspace({ ctx: as('admin'), input: { name: 'Second' } })).rejects.toEqual(
      refusal('forbidden'),
    )
    const made = await createWorkspace({ ctx: owner(), input: { name: 'Second' } })
    const team = await listTeam({ ctx: { ...owner(), workspaceId: made.id } })
    expect(team.members).toMatchObject([{ userId: ownerId, role: 'owner' }])
  })
})

describe('an invitation', () => {
  it('makes an account and a member, once', async () => {
    const { sql } = database
    const { id } = await inviteMember({
      ctx: owner(),
      input: { email: 'mehmet@example.com', role: 'marketer' },
    })
    expect(await seeInvitation({ sql, id, now })).toMatchObject({
      state: 'open',
      hasAccount: false,
      workspaceName: 'Kumru',
      invitedBy: 'Ayşe',
    })
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() =>
        acceptInvitation({ sql, id, input: { name: 'Mehmet', password: PASSWORD }, userId: null, now }),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await sql`select from users where email = 'mehmet@example.com'`).toHaveLength(1)
    expect((await seeInvitation({ sql, id, now }))?.state).toBe('accepted')
  })

  it('needs a name and a password from who is new', async () => {
    const { sql } = database
    const { id } = await inviteMember({ ctx: owner(), input: { email: 'new@example.com', role: 'analyst' } })
    await expect(acceptInvitation({ sql, id, input: {}, userId: null, now })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/name' }, { pointer: '/password' }],
    })
    expect((await seeInvitation({ sql, id, now }))?.state).toBe('open')
  })

  it('asks who has an account to sign in, and takes nobody else’s session', async () => {
    const { sql } = database
    const { userId, memberId } = await join('zeynep@example.com', 'analyst')
    await removeMember({ ctx: owner(), input: { memberId } })
    const { id } = await inviteMember({
      ctx: owner(),
      input: { email: 'zeynep@example.com', role: 'analyst' },
    })
    const input = { name: 'Thief', password: PASSWORD }
    for (const someone of [null, ownerId])
      await expect(acceptInvitation({ sql, id, input, userId: someone, now })).rejects.toEqual(
        refusal('unauthorized'),
      )
    await acceptInvitation({ sql, id, input: {}, userId, now })
    const team = await listTeam({ ctx: owner() })
    expect(team.members.some((member) => member.userId === userId)).toBe(true)
  })

  it('ends by itself after seven days, when withdrawn, and when a newer one is made', async () => {
    const { sql } = database
    const ask = () => inviteMember({ ctx: owner(), input: { email: 'late@example.com', role: 'analyst' } })
    const input = { name: 'Late', password: PASSWORD }
    const first = await ask()
    const second = await ask()
    expect((await seeInvitation({ sql, id: first.id, now }))?.state).toBe('canceled')
    const after = new Date(now.getTime() + 7 * DAY_MS)
    expect((await seeInvitation({ sql, id: second.id, now: after }))?.state).toBe('expired')
    const late = acceptInvitation({ sql, id: second.id, input, userId: null, now: after })
    await expect(late).rejects.toEqual(refusal('conflict'))
    await cancelInvitation({ ctx: owner(), input: { id: second.id } })
    const gone = acceptInvitation({ sql, id: second.id, input, userId: null, now })
    await expect(gone).rejects.toEqual(refusal('conflict'))
    expect(await seeInvitation({ sql, id: 'not-an-id', now })).toBeNull()
  })

  it('is refused for a member, naming the field', async () => {
    const again = inviteMember({ ctx: owner(), input: { email: 'ayse@example.com', role: 'admin' } })
    await expect(again).rejects.toMatchObject({ code: 'conflict', errors: [{ pointer: '/email' }] })
  })

  it('shows its secret link only to those who may invite', async () => {
    await inviteMember({ ctx: owner(), input: { email: 'hidden@example.com', role: 'analyst' } })
    expect((await listTeam({ ctx: as('marketer') })).invitations).toEqual([])
    expect((await listTeam({ ctx: owner() })).invitations.length).toBeGreaterThan(0)
  })
})

describe('owners', () => {
  it('are made and touched by owners only', async () => {
    const admin = as('admin', (await join('admin@example.com', 'admin')).userId)
    const other = await join('second@example.com', 'analyst')
    const first = (await listTeam({ ctx: owner() })).members.find((member) => member.userId === ownerId)
    const attempts = [
      () => changeRole({ ctx: admin, input: { memberId: other.memberId, role: 'owner' } }),
      () => changeRole({ ctx: admin, input: { memberId: first!.id, role: 'analyst' } }),
      () => removeMember({ ctx: admin, input: { memberId: first!.id } }),
      () => inviteMember({ ctx: admin, input: { email: 'o@example.com', role: 'owner' } }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refusal('forbidden'))
    await changeRole({ ctx: admin, input: { memberId: other.memberId, role: 'marketer' } })
  })

  it('never all go, also when two leave at the same moment', async () => {
    const { memberId, userId } = await join('third@example.com', 'owner')
    const first = (await listTeam({ ctx: owner() })).members.find((member) => member.userId === ownerId)
    const leaves = await Promise.allSettled([
      removeMember({ ctx: owner(), input: { memberId: first!.id } }),
      removeMember({ ctx: as('owner', userId), input: { memberId } }),
    ])
    expect(leaves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const rest = (await listTeam({ ctx: as('owner') })).members.filter((member) => member.role === 'owner')
    expect(rest).toHaveLength(1)
    await expect(
      changeRole({ ctx: as('owner'), input: { memberId: rest[0]!.id, role: 'admin' } }),
    ).rejects.toMatchObject({ code: 'conflict', extra: { reason: 'last_owner' } })
  })
})

describe('a member', () => {
  it('may leave, and may not remove others', async () => {
    const { sql } = database
    const one = await sql.begin(async (tx) => {
      const ids = [v7(), v7(), v7(), v7()]
      for (const [index, name] of ['leaver', 'stayer'].entries()) {
        await tx`insert into users (id, name, email) values (${ids[index]!}, ${name}, ${`${name}@example.com`})`
        await tx`insert into members (id, organization_id, user_id, role)
          values (${ids[index + 2]!}, ${workspaceId}, ${ids[index]!}, 'analyst')`
      }
      return { leaver: ids[0]!, leaverMember: ids[2]!, stayerMember: ids[3]! }
    })
    const ctx = as('analyst', one.leaver)
    await expect(removeMember({ ctx, input: { memberId: one.stayerMember } })).rejects.toEqual(
      refusal('forbidden'),
    )
    await removeMember({ ctx, input: { memberId: one.leaverMember } })
    const team = await listTeam({ ctx: as('analyst') })
    expect(team.members.some((member) => member.id === one.leaverMember)).toBe(false)
  })

  it('of another workspace is not there', async () => {
    const elsewhere = { ...as('owner'), workspaceId: v7() }
    const [someone] = (await listTeam({ ctx: as('owner') })).members
    for (const attempt of [
      () => changeRole({ ctx: elsewhere, input: { memberId: someone!.id, role: 'analyst' } }),
      () => removeMember({ ctx: elsewhere, input: { memberId: someone!.id } }),
    ])
      await expect(attempt()).rejects.toEqual(refusal('not_found'))
  })
})

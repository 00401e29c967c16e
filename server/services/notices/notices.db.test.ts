import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { Actor, Ctx, Role } from '../context.ts'
import { closeSenders } from '../messages/senders.ts'
import {
  NOW,
  type Shop,
  seedConnection,
  seedRun,
  seedShop,
  smtpConnection,
  testRuntime,
} from '../messages/testing/seed.ts'
import { listNotices } from './list-notices.ts'
import { seeNotices } from './see-notices.ts'
import { sendNotices } from './send-notices.ts'

const database = testDatabase()
const runtime = testRuntime(database)
const later = (ms: number) => new Date(NOW.getTime() + ms)
const mails: { to: string; mail: ParsedMail }[] = []
let server: SMTPServer
let smtpPort = 0
let shop: Shop

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith('gone'))
        return done(Object.assign(new Error('no such user'), { responseCode: 550 }))
      if (address.startsWith('busy'))
        return done(Object.assign(new Error('try later'), { responseCode: 451 }))
      done()
    },
    onData: async (stream, session, done) => {
      const mail = await simpleParser(stream)
      for (const { address } of session.envelope.rcptTo) mails.push({ to: address, mail })
      done()
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  smtpPort = (server.server.address() as { port: number }).port
})
afterAll(() => {
  closeSenders()
  server.close()
})

const notify = (to: string, text: string): FlowNode => ({ id: 'tell', kind: 'notify', config: { to, text } })
const TEXT = '{{ profile.first_name }} <VIP> left {{ event.cart_url }}\n\nCall soon.'

beforeEach(async () => {
  mails.length = 0
  shop = await seedShop(database.sql, [notify('team', TEXT)])
})

async function notice(to = 'team', text = TEXT) {
  const run = await seedRun(database.sql, shop)
  const id = v7()
  await database.sql`
    insert into notices (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, to_address, text,
      status, due_at, created_at)
    values (${run.part}, ${run.runId}, 'tell', 1, ${id}, ${shop.workspaceId}, ${run.profileId}, ${shop.flowId},
      ${shop.versionId}, ${to}, ${text}, 'pending', ${NOW}, ${NOW})`
  return { ...run, id }
}
async function member(email: string) {
  const userId = v7()
  await database.sql`
    insert into users (id, name, email, email_verified, created_at, updated_at)
    values (${userId}, 'A', ${email}, true, ${NOW}, ${NOW})`
  await database.sql`
    insert into members (id, organization_id, user_id, role, created_at)
    values (${v7()}, ${shop.workspaceId}, ${userId}, 'marketer', ${NOW})`
}
const connect = () => seedConnection(runtime, shop, smtpConnection(smtpPort))
const send = ({ part }: { part: number }, now = NOW) => sendNotices({ runtime, part, now, limit: 10 })
const row = async ({ id }: { id: string }) =>
  (await database.sql`select status, error, text, attempts, due_at from notices where id = ${id}`)[0]
const as = (role: Role): Ctx => {
  const actor: Actor = { kind: 'user', userId: v7(), name: 'A', role }
  return { sql: database.sql, workspaceId: shop.workspaceId, actor, now: later(60_000) }
}

describe('a notice', () => {
  test('is put into the person’s words and mailed to everyone in the team', async () => {
    await connect()
    const [one, two] = [`${v7()}@shop.test`, `${v7()}@shop.test`]
    await member(one)
    await member(two)
    const told = await notice()
    expect(await send(told)).toBe(1)
    expect(await send(told)).toBe(0)
    expect(mails.map(({ to }) => to).sort()).toEqual([one, two].sort())
    const { mail } = mails[0]!
    expect(mail.subject).toBe('Akis · Sepet: Ayşe')
    expect(mail.text).toContain('Ayşe <VIP> left https://shop.test/cart?id=1&x=2\n\nCall soon.')
    expect(mail.html).toContain(
      '<p>Ayşe &lt;VIP&gt; left https://shop.test/cart?id=1&amp;x=2</p><p>Call soon.</p>',
    )
    expect(mail.text).toContain(`https://akis.test/flows/${shop.flowId}`)
    expect(await row(told)).toMatchObject({ status: 'sent', error: null, attempts: 1 })
  })

  test('goes to the addresses that are named; one who can’t be reached holds nobody up', async () => {
    await connect()
    const told = await notice('a@shop.test, gone@shop.test')
    await send(told)
    expect(mails.map(({ to }) => to)).toEqual(['a@shop.test'])
    expect(await row(told)).toMatchObject({ status: 'sent', error: expect.stringContaining('no such user') })
  })

  test('comes again later where the provider is busy, in the same words, and gives up where it refuses', async () => {
    await connect()
    const [busy, gone] = [await notice('busy@shop.test'), await notice('gone@shop.test')]
    await send(busy)
    await send(gone)
    expect(await row(gone)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('no such user'),
    })
    const after = await row(busy)
    expect(after).toMatchObject({
      status: 'pending',
      attempts: 1,
      text: expect.stringContaining('Ayşe <VIP>'),
    })
    expect(after?.due_at.getTime()).toBeGreaterThan(NOW.getTime() + 20_000)
    await send(busy, later(60_000))
    expect(await row(busy)).toMatchObject({ status: 'pending', attempts: 2 })
  })

  test('is shown and no more where no e-mail provider is connected', async () => {
    const told = await notice()
    await send(told)
    expect(await row(told)).toMatchObject({ status: 'sent', error: null })
  })

  test('whose text can’t be rendered fails with the reason, and is shown as it was written', async () => {
    const told = await notice('team', '{{ 1 | nope }}')
    await send(told)
    expect(await row(told)).toMatchObject({
      status: 'failed',
      error: 'undefined filter: nope',
      text: '{{ 1 | nope }}',
    })
  })

  test('is mailed once, whatever number of workers there are', async () => {
    await connect()
    const told = await notice('a@shop.test')
    await Promise.all(Array.from({ length: 8 }, () => send(told)))
    expect(mails).toHaveLength(1)
  })
})

describe('under the bell', () => {
  test('what nobody has seen stands first, the newest first; what has no words yet is not there', async () => {
    const told = [await notice(), await notice(), await notice()]
    await database.sql`update notices set created_at = ${later(1_000)} where id = ${told[1]!.id}`
    await database.sql`update notices set created_at = ${later(2_000)} where id = ${told[2]!.id}`
    const list = () => listNotices({ ctx: as('analyst'), input: { limit: 10 } })
    expect(await list()).toEqual({ notices: [], unseen: 0 })
    for (const one of told) await send(one, later(3_000))
    expect(await seeNotices({ ctx: as('marketer'), input: { ids: [told[2]!.id] } })).toEqual({ count: 1 })
    const { notices, unseen } = await list()
    expect(notices.map(({ id }) => id)).toEqual([told[1]!.id, told[0]!.id, told[2]!.id])
    expect(unseen).toBe(2)
    expect(notices[0]).toMatchObject({
      text: expect.stringContaining('Ayşe'),
      flow: { id: shop.flowId, name: 'Sepet' },
      profile: { name: 'Ayşe' },
      seenAt: null,
    })
    expect(await seeNotices({ ctx: as('marketer'), input: {} })).toEqual({ count: 2 })
    expect((await list()).unseen).toBe(0)
  })

  test('another shop sees and marks nothing of it, and an analyst marks nothing', async () => {
    const told = await notice()
    await send(told)
    const stranger = { ...as('owner'), workspaceId: v7() }
    expect(await listNotices({ ctx: stranger, input: { limit: 10 } })).toEqual({ notices: [], unseen: 0 })
    expect(await seeNotices({ ctx: stranger, input: { ids: [told.id] } })).toEqual({ count: 0 })
    await expect(seeNotices({ ctx: as('analyst'), input: {} })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

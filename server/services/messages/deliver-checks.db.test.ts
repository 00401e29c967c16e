import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { partOf } from '#db/part.ts'
import { addressHash } from '../consents/address-hash.ts'
import { delivery, later } from './testing/delivery.ts'
import { emailNode, messageRow, NOW, seedMessage } from './testing/seed.ts'

const { database, mails, deliver, shopWithSmtp } = delivery()

describe('the checks before a message, each with its own reason', () => {
  const consent = async (
    shop: { workspaceId: string },
    { part, profileId }: { part: number; profileId: string },
    status: string,
    kind = 'marketing',
    time = NOW,
  ) => database.sql`
    insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
    values (${part}, ${v7()}, ${shop.workspaceId}, ${profileId}, 'email', ${kind}, ${status}, 'test', ${time}, ${NOW})`

  test.each([
    ['run_ended', { runStatus: 'exited', runReason: 'archived' }, { status: 'exited', reason: 'archived' }],
    ['run_ended', { runStatus: 'completed', runReason: 'goal' }, { reason: 'goal' }],
    ['no_email', { profile: { email: null } }, {}],
    ['no_phone', { node: 'sms' as const, profile: { phone: null } }, {}],
    ['invalid_address', { profile: { email: 'not an address' } }, { address: 'not an address' }],
    ['invalid_address', { node: 'sms' as const, profile: { phone: '0532' } }, { address: '0532' }],
  ])('%s', async (reason, options, detail) => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, options)
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({ status: 'skipped', reason, detail })
    expect(mails).toHaveLength(0)
  })

  test('unsubscribed: the newest word counts', async () => {
    const shop = await shopWithSmtp()
    const [no, yesAgain] = [await seedMessage(database.sql, shop), await seedMessage(database.sql, shop)]
    await consent(shop, no, 'subscribed', 'marketing', later(-2_000))
    await consent(shop, no, 'unsubscribed', 'marketing', later(-1_000))
    await consent(shop, yesAgain, 'unsubscribed', 'marketing', later(-2_000))
    await consent(shop, yesAgain, 'subscribed', 'marketing', later(-1_000))
    await deliver()
    expect(await messageRow(database.sql, no)).toMatchObject({ status: 'skipped', reason: 'unsubscribed' })
    expect(await messageRow(database.sql, yesAgain)).toMatchObject({ status: 'sent' })
  })

  test('explicit consent: silence is a no for marketing, not for what was ordered', async () => {
    const shop = await shopWithSmtp('explicit')
    const silent = await seedMessage(database.sql, shop)
    const transactional = await shopWithSmtp('explicit', emailNode({ messageKind: 'transactional' }))
    const receipt = await seedMessage(database.sql, transactional)
    await consent(transactional, receipt, 'unsubscribed', 'marketing')
    await deliver()
    expect(await messageRow(database.sql, silent)).toMatchObject({ status: 'skipped', reason: 'no_consent' })
    expect(await messageRow(database.sql, receipt)).toMatchObject({ status: 'sent' })
    expect(mails[0]?.headerLines.some(({ key }) => key === 'list-unsubscribe')).toBe(false)
  })

  test('suppressed by address, whoever it belongs to', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, { profile: { email: 'Never@example.com' } })
    const hash = addressHash(shop.workspaceId, 'never@example.com')
    await database.sql`
      insert into suppressions (part, workspace_id, channel, address_hash, reason, created_at)
      values (${partOf(shop.workspaceId, hash)}, ${shop.workspaceId}, 'email', ${hash}, 'erased', ${NOW})`
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'skipped',
      reason: 'suppressed',
      detail: { because: 'erased' },
    })
  })

  test('a paused flow keeps its messages for later', async () => {
    const shop = await shopWithSmtp()
    const message = await seedMessage(database.sql, shop, { runStatus: 'held' })
    await deliver()
    expect(await messageRow(database.sql, message)).toMatchObject({
      status: 'pending',
      due_at: later(60_000),
    })
  })

  test('content that can not be rendered fails with the reason, and its neighbours go out', async () => {
    const shop = await shopWithSmtp(
      'implied',
      emailNode({ subject: '{% if profile.bad %}{{ 1 | divided_by: 0 }}{% endif %}' }),
    )
    const broken = await seedMessage(database.sql, shop)
    const fine = await shopWithSmtp()
    const neighbour = await seedMessage(database.sql, fine)
    await deliver()
    expect(await messageRow(database.sql, broken)).toMatchObject({
      status: 'failed',
      reason: 'render_failed',
      detail: { message: 'The subject is empty.' },
    })
    expect(await messageRow(database.sql, neighbour)).toMatchObject({ status: 'sent' })
  })
})

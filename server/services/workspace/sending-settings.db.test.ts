import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { createOwner } from '../auth/create-owner.ts'
import type { Ctx } from '../context.ts'
import { readWorkspace } from './read-workspace.ts'
import { UpdateWorkspace, updateWorkspace } from './update-workspace.ts'

const database = testDatabase()
const now = new Date('2026-11-22T10:00:00Z')
let ctx: Ctx

beforeAll(async () => {
  const { sql } = database
  const input = { name: 'Ayşe', email: 'ayse@example.com', password: 'dört kuş iki dal', workspace: {} }
  const { workspaceId } = await createOwner({ sql, input, now })
  ctx = { sql, workspaceId, actor: { kind: 'user', userId: v7(), name: 'Ayşe', role: 'owner' }, now }
})

describe('when and how often people are written to', () => {
  it('begins with 16 hours between e-mails, 24 between texts, no quiet hours and no caps', async () => {
    expect(await readWorkspace({ ctx })).toMatchObject({
      quietHours: null,
      smartSending: { email: 16, sms: 24, push: 24, whatsapp: 24 },
      frequencyCaps: [],
    })
  })

  it('keeps what is set, and what is not named stays', async () => {
    const quietHours = { from: '21:00', to: '09:00' }
    const frequencyCaps = [
      { channel: null, messages: 3, per: { amount: 7, unit: 'days' as const } },
      { channel: 'sms' as const, messages: 1, per: { amount: 2, unit: 'days' as const } },
    ]
    await updateWorkspace({ ctx, input: UpdateWorkspace.parse({ quietHours, frequencyCaps }) })
    const smartSending = { email: 0, sms: 48, push: 24, whatsapp: 24 }
    const after = await updateWorkspace({
      ctx,
      input: UpdateWorkspace.parse({ smartSending, currency: 'EUR' }),
    })
    expect(after).toMatchObject({ quietHours, smartSending, frequencyCaps, currency: 'EUR' })
    expect(await readWorkspace({ ctx })).toEqual(after)
  })

  it('ends the quiet with null and the caps with an empty list', async () => {
    const input = UpdateWorkspace.parse({ quietHours: null, frequencyCaps: [] })
    expect(await updateWorkspace({ ctx, input })).toMatchObject({ quietHours: null, frequencyCaps: [] })
  })

  it.each([
    [{ quietHours: { from: '21:00', to: '21:00' } }, 'quietHours.to'],
    [{ quietHours: { from: '9', to: '21:00' } }, 'quietHours.from'],
    [{ smartSending: { email: -1, sms: 24, push: 24, whatsapp: 24 } }, 'smartSending.email'],
    [{ smartSending: { email: 16 } }, 'smartSending.sms'],
    [
      { frequencyCaps: [{ channel: 'fax', messages: 3, per: { amount: 7, unit: 'days' } }] },
      'frequencyCaps.0.channel',
    ],
    [
      { frequencyCaps: [{ channel: null, messages: 0, per: { amount: 7, unit: 'days' } }] },
      'frequencyCaps.0.messages',
    ],
    [
      { frequencyCaps: [{ channel: null, messages: 3, per: { amount: 0, unit: 'days' } }] },
      'frequencyCaps.0.per',
    ],
  ])('names the bad field of %j', (body, field) => {
    const fields = UpdateWorkspace.safeParse(body).error?.issues.map(({ path }) => path.join('.'))
    expect(fields).toContain(field)
  })
})

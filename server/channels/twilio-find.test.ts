import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ListedSms, listedSms, startTwilio, type Twilio } from '../testing/twilio.ts'
import { TwilioSettings, twilioSender } from './twilio.ts'

const AT = Date.parse('2026-11-22T10:00:00Z')
const LOST = {
  to: '+905321112233',
  text: 'Sepetiniz bekliyor',
  attempted: { from: AT, until: AT + 60_000 },
  others: new Set<string>(),
}
let twilio: Twilio
beforeAll(async () => {
  twilio = await startTwilio()
})
afterAll(() => twilio.stop())
beforeEach(() => {
  twilio.listed.length = 0
  twilio.asked.length = 0
})

const rfc2822 = (ms: number) => new Date(ms).toUTCString().replace('GMT', '+0000')
const listed = (more: Partial<ListedSms> = {}) =>
  listedSms({
    sid: 'SM1',
    to: LOST.to,
    from: '+15005550006',
    body: LOST.text,
    date_created: rfc2822(AT + 1_000),
    ...more,
  })
const find = (message = LOST, from = '+15005550006', token = twilio.authToken) => {
  const settings = TwilioSettings.parse({ accountSid: twilio.accountSid, from, baseUrl: twilio.url })
  return twilioSender(settings, token, { allowPrivate: true }).find!(message)
}

describe('a message whose answer was lost', () => {
  test('is found by its recipient, sender, text and time', async () => {
    twilio.listed.push(
      listed({ sid: 'SM2', status: 'delivered', date_sent: rfc2822(AT + 2_000) }),
      listed({ sid: 'SM0', date_created: rfc2822(AT - 3_600_000) }),
    )
    expect(await find()).toEqual({
      kind: 'found',
      providerMessageId: 'SM2',
      status: 'delivered',
      errorCode: null,
      at: AT + 1_000,
    })
    expect(Object.fromEntries(twilio.asked[0]!)).toMatchObject({ To: LOST.to, 'DateSent>': '2026-11-21' })
  })

  test('is found though it has not been sent yet and has no date to filter by', async () => {
    twilio.listed.push(listed())
    expect(await find()).toMatchObject({ kind: 'found', status: 'queued' })
    expect(twilio.asked).toHaveLength(2)
  })

  test('is found by its messaging service', async () => {
    const service = `MG${'a'.repeat(32)}`
    twilio.listed.push(listed({ from: '+15005550001', messaging_service_sid: service }))
    expect(await find(LOST, service)).toMatchObject({ kind: 'found', providerMessageId: 'SM1' })
  })

  test('says why it failed', async () => {
    twilio.listed.push(listed({ status: 'undelivered', error_code: 30003 }))
    expect(await find()).toMatchObject({ status: 'undelivered', errorCode: '30003' })
  })

  test('is found on a later page', async () => {
    for (let n = 0; n < 120; n++)
      twilio.listed.push(listed({ sid: `X${n}`, body: 'x', date_created: rfc2822(AT + 86_400_000) }))
    twilio.listed.push(listed())
    expect(await find()).toMatchObject({ kind: 'found', providerMessageId: 'SM1' })
  })
})

describe('it is absent', () => {
  test('where nothing was sent to the number, or only at other times', async () => {
    expect(await find()).toEqual({ kind: 'absent' })
    twilio.listed.push(
      listed({ date_created: rfc2822(AT + 600_000) }),
      listed({ date_created: rfc2822(AT - 600_000) }),
    )
    expect(await find()).toEqual({ kind: 'absent' })
  })

  test('where what is like it is known to be another message', async () => {
    twilio.listed.push(listed({ sid: 'SM9' }))
    expect(await find({ ...LOST, others: new Set(['SM9']) })).toEqual({ kind: 'absent' })
  })
})

describe('it can’t be told', () => {
  test('where something is like it, but not the same', async () => {
    twilio.listed.push(listed({ body: 'Sepetiniz bekliyor.' }))
    expect(await find()).toMatchObject({ kind: 'unknown' })
    twilio.listed[0] = listed({ from: '+15005550009' })
    expect(await find()).toMatchObject({ kind: 'unknown' })
  })

  test('where the account’s token is wrong, or nobody answers', async () => {
    expect(await find(LOST, '+15005550006', 'wrong')).toMatchObject({
      kind: 'unknown',
      detail: { message: 'The list could not be read: HTTP 401.' },
    })
  })

  test('where there are too many messages to look through', async () => {
    for (let n = 0; n < 600; n++)
      twilio.listed.push(listed({ sid: `X${n}`, date_created: rfc2822(AT + 86_400_000) }))
    expect(await find()).toMatchObject({ kind: 'unknown' })
  })
})

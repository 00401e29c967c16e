import { findMessage } from '#db/queries/message-events.ts'
import { changeByMessage } from '../../services/consents/change-by-message.ts'
import { readMessageToken } from '../../services/messages/message-token.ts'
import { calmPage } from '../calm-page.ts'
import type { Door } from '../door.ts'

const PATH = /^\/t\/u\/(?<token>[\w.-]{1,200})$/
const BODY_BYTES = 10_000

/**
 * `POST /t/u/<token>`: one click (RFC 8058) ends the subscription. The page's form comes here too, with `action` and `page`,
 * and is led back to the page.
 */
export const unsubscribeDoor: Door = {
  name: 'unsubscribe',
  method: 'POST',
  path: PATH,
  handle: async ({ params, headers, body, now }, runtime) => {
    const token = params.token ?? ''
    const ref = readMessageToken(runtime.secrets, 'unsubscribe', token)
    const message = ref && (await findMessage(runtime.sql, ref.part, ref.messageId))
    if (!message) return calmPage('gone', headers['accept-language'])
    const form = new URLSearchParams((await body(BODY_BYTES)).toString('utf8'))
    const fromPage = form.get('page') === '1'
    const status = fromPage && form.get('action') === 'subscribe' ? 'subscribed' : 'unsubscribed'
    await changeByMessage({
      runtime,
      message,
      status,
      source: fromPage ? 'unsubscribe_link' : 'one_click',
      now,
    })
    if (!fromPage)
      return {
        status: 200,
        headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
        body: 'OK',
      }
    return { status: 303, headers: { location: `/unsubscribe/${token}?done=1`, 'cache-control': 'no-store' } }
  },
}

/** `GET /t/u/<token>`: somebody opened the one-click address by hand: the page asks first. */
export const unsubscribeLinkDoor: Door = {
  name: 'unsubscribe',
  method: 'GET',
  path: PATH,
  handle: async ({ params }) => ({
    status: 302,
    headers: { location: `/unsubscribe/${params.token ?? ''}`, 'cache-control': 'no-store' },
  }),
}

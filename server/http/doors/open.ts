import { findMessage } from '#db/queries/message-events.ts'
import { agentOfOpen, isPrefetch } from '../../services/messages/agent-of.ts'
import { readMessageToken } from '../../services/messages/message-token.ts'
import { recordOpen } from '../../services/messages/record-touch.ts'
import type { Door } from '../door.ts'

/** A transparent GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const HEADERS = {
  'content-type': 'image/gif',
  'cache-control': 'no-store, private, max-age=0',
  'cross-origin-resource-policy': 'cross-origin',
}

/** `GET /t/o/<token>.gif`: the pixel in a message. Always answers with the picture; only a valid token is recorded. */
export const openDoor: Door = {
  name: 'open',
  method: 'GET',
  path: /^\/t\/o\/(?<token>[\w.-]{1,200})\.gif$/,
  handle: async ({ method, params, headers, now }, runtime) => {
    const ref = readMessageToken(runtime.secrets, 'open', params.token ?? '')
    if (ref && method === 'GET' && !isPrefetch(headers)) {
      try {
        const message = await findMessage(runtime.sql, ref.part, ref.messageId)
        const userAgent = headers['user-agent']
        if (message) await recordOpen({ runtime, message, agent: agentOfOpen(userAgent), userAgent, now })
      } catch (error) {
        runtime.log.warn({ error: String(error), message: ref.messageId }, 'An open was not recorded')
      }
    }
    return { status: 200, headers: HEADERS, body: PIXEL }
  },
}

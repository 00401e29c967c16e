import { agentOfClick, isPrefetch } from '../../services/messages/agent-of.ts'
import { readMessageToken } from '../../services/messages/message-token.ts'
import { clickTarget, recordClick } from '../../services/messages/record-touch.ts'
import { calmPage } from '../calm-page.ts'
import type { Door } from '../door.ts'
import { databaseIsAway } from '../problem.ts'

/** `GET /t/c/<token>`: a tracked link. It leads only where the signed message's own list says, so it is no open redirect. */
export const clickDoor: Door = {
  name: 'click',
  method: 'GET',
  path: /^\/t\/c\/(?<token>[\w.-]{1,200})$/,
  handle: async ({ method, params, headers, now }, runtime) => {
    const language = headers['accept-language']
    const ref = readMessageToken(runtime.secrets, 'click', params.token ?? '')
    if (ref === null) return calmPage('gone', language)
    try {
      const target = await clickTarget(runtime, ref)
      if (target === null) return calmPage('gone', language)
      if (method === 'GET' && !isPrefetch(headers)) {
        const userAgent = headers['user-agent']
        await recordClick({ runtime, ...target, agent: agentOfClick(userAgent), userAgent, now })
      }
      return {
        status: 302,
        headers: {
          location: new URL(target.url).href,
          'cache-control': 'no-store, private',
          'referrer-policy': 'no-referrer',
          'x-robots-tag': 'noindex',
        },
      }
    } catch (error) {
      if (!databaseIsAway(error)) throw error
      return calmPage('later', language)
    }
  },
}

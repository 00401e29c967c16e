import type { DueMessage } from '#db/queries/messages-due.ts'
import { markPushGone, type PushSubscription } from '#db/queries/push-subscriptions.ts'
import { isWebAddress } from '#flows/content/links.ts'
import type { RenderedPush } from '#flows/content/render-push.ts'
import type { OutgoingPush, PushResult, PushTarget, Sender, SendResult } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { nothing } from './nothing-to-send.ts'

interface PushArgs {
  message: Pick<DueMessage, 'id'>
  browsers: readonly PushSubscription[]
  urgency: OutgoingPush['urgency']
  rendered: RenderedPush
  /** Where a click is counted and led on. */
  clickUrl: string
  /** What the service worker fetches once it has shown it; null for tests. */
  shownUrl: string | null
}

/** A rendered notification for a person's browsers. Throws TemplateError where there is nothing to show or nowhere to lead. */
export function pushOf({ message, browsers, urgency, rendered, clickUrl, shownUrl }: PushArgs): OutgoingPush {
  const { title, body, url, icon, image } = rendered
  if (title === '') throw nothing('The title is empty.')
  if (!isWebAddress(url)) throw nothing('The link is no web address.')
  return {
    id: message.id,
    targets: browsers.map(targetOf),
    notice: {
      title,
      body,
      ...(isWebAddress(icon) ? { icon } : {}),
      ...(isWebAddress(image) ? { image } : {}),
      url: clickUrl,
      tag: message.id,
      ...(shownUrl === null ? {} : { shown: shownUrl }),
    },
    urgency,
  }
}

const targetOf = ({ endpointHash, endpoint, p256dh, auth }: PushSubscription): PushTarget => ({
  id: endpointHash,
  endpoint,
  p256dh,
  auth,
})

interface Pushed {
  message: Pick<DueMessage, 'part' | 'workspaceId'>
  content: OutgoingPush
}

/** Speaks to the push services, and forgets the browsers that they say are gone. */
export async function sendPush(
  { sql, log }: Pick<Runtime, 'sql' | 'log'>,
  sender: Sender<OutgoingPush, PushResult>,
  { message, content }: Pushed,
  now: Date,
): Promise<SendResult> {
  const { gone, ...result } = await sender.send(content)
  if (gone.length > 0) {
    const { part, workspaceId } = message
    try {
      await markPushGone(sql, { part, workspaceId, hashes: gone, now })
    } catch (error) {
      log.warn({ error: String(error) }, 'A browser that is gone was not noted')
    }
  }
  return result
}

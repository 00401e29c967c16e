import type { Runtime } from '../runtime.ts'
import { askProvider } from '../services/messages/ask-provider.ts'
import { sendNotices } from '../services/notices/send-notices.ts'
import { sendDue } from './send-due.ts'

/**
 * What no customer waits for, and what a slow provider may hold up: mails notices to the team, and asks providers what became
 * of messages whose answer was lost. Returns milliseconds until the next, 0 when there is more now.
 */
export async function followUpTurn(runtime: Runtime, now: () => Date): Promise<number> {
  const [notices, uncertain] = await Promise.all([
    sendDue(runtime, now, 'notices', sendNotices),
    sendDue(runtime, now, 'uncertain', askProvider),
  ])
  return Math.min(notices, uncertain)
}

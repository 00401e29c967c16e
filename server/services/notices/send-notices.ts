import { loadVersions } from '#db/queries/flow-versions.ts'
import { membersOf } from '#db/queries/members.ts'
import {
  type ConnectionRow,
  runFacts,
  standingConnections,
  workspaceFacts,
} from '#db/queries/message-facts.ts'
import { beginNotice, claimNotices, type DueNotice, writeNotice } from '#db/queries/notices.ts'
import { loadProfiles } from '#db/queries/profiles.ts'
import { recipientsOf } from '#flows/nodes/notify.ts'
import type { SendResult } from '../../channels/port.ts'
import type { Runtime } from '../../runtime.ts'
import { senderOf } from '../messages/senders.ts'
import { retryDelayMs } from '../retry-delay.ts'
import { type NoticeWords, noticeMail, noticeWords } from './notice-words.ts'

const LEASE_MS = 300_000
const AT_ONCE = 20

interface SendArgs {
  runtime: Runtime
  part: number
  now: Date
}

/** A notice in hand: its words, or why there are none. */
interface Worded {
  notice: DueNotice
  words: NoticeWords | { error: string }
  connection: ConnectionRow | null
}

/**
 * Puts the due notices of one part into words, which shows them under the bell, and mails them through the workspace's e-mail
 * provider. Without one, being shown is all: they count as sent. Returns how many were taken.
 */
export async function sendNotices({
  runtime,
  part,
  now,
  limit,
}: SendArgs & { limit: number }): Promise<number> {
  const worded = await wordNotices({ runtime, part, now }, Math.min(limit, AT_ONCE))
  for (const one of worded) await sendOne({ runtime, part, now }, one)
  return worded.length
}

async function wordNotices({ runtime, part, now }: SendArgs, limit: number): Promise<Worded[]> {
  return runtime.sql.begin(async (tx) => {
    const notices = await claimNotices(tx, part, now, limit)
    if (notices.length === 0) return []
    const workspaceIds = [...new Set(notices.map(({ workspaceId }) => workspaceId))]
    const [versions, runs, profiles, workspaces, connections] = await Promise.all([
      loadVersions(
        tx,
        notices.map(({ versionId }) => versionId),
      ),
      runFacts(tx, notices),
      loadProfiles(
        tx,
        notices.map(({ workspaceId, profileId: id }) => ({ workspaceId, id })),
      ),
      workspaceFacts(tx, workspaceIds),
      standingConnections(tx, workspaceIds),
    ])
    const worded: Worded[] = []
    for (const notice of notices) {
      const words = noticeWords(notice, {
        version: versions.get(notice.versionId),
        run: runs.get(notice.runId),
        profile: profiles.get(notice.profileId),
        workspace: workspaces.get(notice.workspaceId),
        now,
      })
      const text = 'error' in words ? notice.text : words.text
      await beginNotice(tx, notice, { text, leased: new Date(now.getTime() + LEASE_MS) })
      const connection = connections.find(
        ({ workspaceId, channel }) => workspaceId === notice.workspaceId && channel === 'email',
      )
      worded.push({ notice, words, connection: connection ?? null })
    }
    return worded
  }) as Promise<Worded[]>
}

async function sendOne({ runtime, now }: SendArgs, { notice, words, connection }: Worded): Promise<void> {
  const settle = (status: 'sent' | 'failed', error: string | null) =>
    writeNotice(runtime.sql, notice, { status, error, dueAt: now })
  if ('error' in words) return settle('failed', words.error)
  const to = recipientsOf(notice.to)
  if (to === null) return settle('failed', 'There is nobody to tell.')
  if (connection === null) return settle('sent', null)
  const addresses =
    to === 'team' ? (await membersOf(runtime.sql, notice.workspaceId)).map(({ email }) => email) : to
  const results: SendResult[] = []
  for (const address of addresses) results.push(await mail(runtime, connection, notice, words, address))
  const refused = results.flatMap((result) =>
    result.kind === 'rejected' || result.kind === 'retry' ? [result.detail.message] : [],
  )
  // whoever got it must not get it again, so one who did is enough
  if (refused.length < results.length || results.length === 0) return settle('sent', refused[0] ?? null)
  const delay = retryDelayMs(notice.attempts + 1, notice.id)
  const error = refused[0] ?? null
  if (delay === null || results.every(({ kind }) => kind === 'rejected')) return settle('failed', error)
  await writeNotice(runtime.sql, notice, { status: 'pending', error, dueAt: new Date(now.getTime() + delay) })
}

async function mail(
  runtime: Runtime,
  connection: ConnectionRow,
  notice: DueNotice,
  words: NoticeWords,
  to: string,
): Promise<SendResult> {
  try {
    const account = senderOf(runtime, connection)
    if (account.channel === 'email')
      return await account.sender.send(
        noticeMail({ notice, words, from: account.from, to, url: runtime.settings.publicUrl }),
      )
    throw new Error('This provider does not send e-mail.')
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'retry', detail: { message }, afterMs: null, connectionFault: true }
  }
}

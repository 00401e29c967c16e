import type { Version } from '#db/queries/flow-versions.ts'
import type { RunFacts, WorkspaceFacts } from '#db/queries/message-facts.ts'
import type { DueNotice } from '#db/queries/notices.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { escapeHtml, renderText, TemplateError } from '#flows/content/liquid.ts'
import type { Address, OutgoingEmail } from '../../channels/port.ts'
import { personOfRun, readingOf, scopeOf } from '../messages/message-content.ts'

export interface NoticeWords {
  subject: string
  text: string
}

interface NoticeFacts {
  version: Version | undefined
  run: RunFacts | undefined
  profile: StoredProfile | undefined
  workspace: WorkspaceFacts | undefined
  now: Date
}

/** A notice as the team reads it, or why it can't be. A text that was rendered before stays as it is. */
export function noticeWords(
  notice: DueNotice,
  { version, run, profile, workspace, now }: NoticeFacts,
): NoticeWords | { error: string } {
  if (!version || !run || !profile || !workspace) return { error: 'The run or its person is gone.' }
  const flow = { id: notice.flowId, name: version.flow.name }
  const subject = `Akis · ${flow.name}: ${nameOf(profile)}`.replace(/\s+/g, ' ')
  if (notice.attempts > 0) return { subject, text: notice.text }
  try {
    const person = { ...personOfRun(run), profile, flow, workspace, unsubscribeUrl: '' }
    return { subject, text: renderText(notice.text, scopeOf(person), readingOf(person, now)).trim() }
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message }
    throw error
  }
}

function nameOf({ first_name, last_name, email, phone, external_id, id }: StoredProfile): string {
  return [first_name, last_name].filter(Boolean).join(' ') || email || phone || external_id || id
}

/** The notice as an e-mail to one member of the team. */
export function noticeMail({
  notice,
  words,
  from,
  to,
  url,
}: {
  notice: DueNotice
  words: NoticeWords
  from: Address
  to: string
  url: string
}): OutgoingEmail {
  const link = `${url}/flows/${notice.flowId}`
  const paragraphs = words.text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
  return {
    id: notice.id,
    from,
    replyTo: null,
    to,
    subject: words.subject,
    html: `${paragraphs.join('')}<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
    text: `${words.text}\n\n${link}\n`,
    unsubscribeUrl: null,
  }
}

import type { ListedMessage } from '#db/queries/message-list.ts'

type Instants = 'createdAt' | 'dueAt' | 'sentAt' | 'deliveredAt' | 'openedAt' | 'clickedAt'

/** A message as lists of the API show it. Instants are RFC 3339. */
export type MessageSummary = Omit<ListedMessage, Instants> & {
  createdAt: string
  /** When it will be tried; null once it is settled. */
  dueAt: string | null
  sentAt: string | null
  deliveredAt: string | null
  openedAt: string | null
  clickedAt: string | null
}

export const rfc3339 = (at: Date | null): string | null => at?.toISOString() ?? null

/** A message without its content. */
export function messageSummary(row: ListedMessage): MessageSummary {
  const { id, channel, status, reason, subject, excerpt, to, profile, flow, node, runId } = row
  return {
    id,
    channel,
    status,
    reason,
    subject,
    excerpt,
    to,
    profile,
    flow,
    node,
    runId,
    createdAt: row.createdAt.toISOString(),
    dueAt: status === 'pending' ? row.dueAt.toISOString() : null,
    sentAt: rfc3339(row.sentAt),
    deliveredAt: rfc3339(row.deliveredAt),
    openedAt: rfc3339(row.openedAt),
    clickedAt: rfc3339(row.clickedAt),
  }
}

import type { NoticeRow } from '#db/queries/notices.ts'

/** A notice as the API shows it. Instants are RFC 3339. */
export type Notice = Omit<NoticeRow, 'createdAt' | 'seenAt'> & { createdAt: string; seenAt: string | null }

export function noticeJson({ createdAt, seenAt, ...row }: NoticeRow): Notice {
  return { ...row, createdAt: createdAt.toISOString(), seenAt: seenAt?.toISOString() ?? null }
}

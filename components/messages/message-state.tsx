'use client'

import { useTranslations } from 'next-intl'
import type { MessageStatus, MessageSummary } from '../api/messages.ts'
import type { BadgeTone } from '../ui/badge.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

const TONES: Record<MessageStatus, BadgeTone> = {
  pending: 'neutral',
  sending: 'accent',
  sent: 'live',
  uncertain: 'paused',
  failed: 'failed',
  skipped: 'neutral',
  review: 'paused',
  unconnected: 'paused',
  discarded: 'neutral',
}

/** A message's state in words. */
export function MessageStateBadge({ status }: { status: MessageStatus }) {
  const t = useTranslations('messages.status')
  return <StatusBadge tone={TONES[status]}>{t(status)}</StatusBadge>
}

/** Why a message is in its state, in words; null where the state says it all. */
export function useReason(): (
  message: Pick<MessageSummary, 'status' | 'reason' | 'channel'>,
) => string | null {
  const t = useTranslations('messages')
  return ({ status, reason, channel }) => {
    if (status === 'unconnected') return t(`unconnected.${channel}`)
    if (reason === null) return null
    return t.has(`reasons.${reason}`) ? t(`reasons.${reason}`) : reason
  }
}

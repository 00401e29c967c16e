'use client'

import { useTranslations } from 'next-intl'
import type { MessageDetail } from '../api/messages.ts'
import { useFormat } from '../format.ts'

interface Moment {
  key: string
  what: string
  at: string
  detail: string | null
}

/** What happened to a message, in order. */
export function MessageTrail({ message }: { message: MessageDetail }) {
  const t = useTranslations('messages')
  const format = useFormat()
  const moments: Moment[] = [
    { key: 'created', what: t('trail.created'), at: message.createdAt, detail: null },
    ...(message.sentAt
      ? [
          {
            key: 'sent',
            what: t('trail.sent', { provider: message.provider ?? '' }),
            at: message.sentAt,
            detail: message.providerMessageId,
          },
        ]
      : []),
    ...message.events.map(({ kind, at, agent, url }, index) => ({
      key: `${index}`,
      what: agent === 'person' ? t(`trail.${kind}`) : `${t(`trail.${kind}`)} · ${t(`agent.${agent}`)}`,
      at,
      detail: url,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{t('trail.title')}</h3>
      <ol className="flex flex-col gap-3 border-l pl-4">
        {moments.map(({ key, what, at, detail }) => (
          <li key={key} className="relative text-sm">
            <span
              aria-hidden
              className="absolute top-1.5 -left-[21px] size-2 rounded-full bg-border-strong"
            />
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>{what}</span>
              <time dateTime={at} className="text-[13px] text-muted-foreground">
                {format.dateTime(at)}
              </time>
            </span>
            {detail && <span className="block truncate text-[13px] text-muted-foreground">{detail}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

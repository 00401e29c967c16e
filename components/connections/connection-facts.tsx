'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Connection } from '../api/connections.ts'
import { useFormat } from '../format.ts'
import { CopyButton } from '../ui/copy-button.tsx'

type Fact = [label: string, value: ReactNode]

/** A connection's settings, as far as they may be shown. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const t = useTranslations('connections')
  const format = useFormat()
  const facts = useFacts(connection)
  const limit = connection.messagesPerSecond
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm max-sm:grid-cols-1">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0 break-words max-sm:mb-1.5">{value}</dd>
          </div>
        ))}
        {limit !== null && (
          <div className="contents">
            <dt className="text-muted-foreground">{t('fact.limit')}</dt>
            <dd>{t('fact.perSecond', { count: format.number(limit) })}</dd>
          </div>
        )}
        {connection.testedAt && (
          <div className="contents">
            <dt className="text-muted-foreground">{t('fact.tested')}</dt>
            <dd>{format.dateTime(connection.testedAt)}</dd>
          </div>
        )}
      </dl>
      {connection.provider === 'whatsapp_cloud' && (
        <p className="text-[13px] text-muted-foreground">{t('whatsapp.webhookHint')}</p>
      )}
    </>
  )
}

function useFacts({ provider, settings, inboundUrl, verifyToken }: Connection): Fact[] {
  const t = useTranslations('connections.fact')
  const text = (name: string) => String(settings[name] ?? '')
  switch (provider) {
    case 'smtp':
      return [
        [t('server'), `${settings.host}:${settings.port}`],
        [t('from'), text('from')],
        [t('user'), text('user') || '—'],
      ]
    case 'twilio':
      return [
        [t('account'), text('accountSid')],
        [t('from'), text('from')],
        [t('inbound'), <Copied key="inbound" text={inboundUrl ?? ''} />],
      ]
    case 'web_push':
      return [
        [t('contact'), text('subject').replace(/^mailto:/i, '')],
        [t('publicKey'), <Copied key="key" text={text('publicKey')} />],
      ]
    case 'whatsapp_cloud':
      return [
        [t('phoneNumberId'), text('phoneNumberId')],
        [t('businessAccountId'), text('businessAccountId')],
        [t('callbackUrl'), <Copied key="url" text={inboundUrl ?? ''} />],
        [t('verifyToken'), <Copied key="token" text={verifyToken ?? ''} />],
      ]
  }
}

function Copied({ text }: { text: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <code className="min-w-0 truncate font-mono text-[13px]">{text}</code>
      <CopyButton text={text} variant="ghost" />
    </span>
  )
}

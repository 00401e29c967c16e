'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type MessageDetail, messageQuery } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Sheet, SheetContent } from '../ui/sheet.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { MessageActions } from './message-actions.tsx'
import { MessageStateBadge, useReason } from './message-state.tsx'
import { MessageTrail } from './message-trail.tsx'

/** One message whole: as it looks, why it stands where it stands, and what happened to it. */
export function MessageSheet({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useTranslations('messages')
  const errorText = useErrorText()
  const titleOf = (channel: MessageDetail['channel'] | undefined) =>
    t(channel === undefined || channel === 'email' ? 'message' : channel)
  const message = useQuery({ ...messageQuery(id ?? ''), enabled: id !== null })
  return (
    <Sheet open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={message.data?.subject ?? titleOf(message.data?.channel)} className="w-160">
        {message.isPending && <Skeleton className="m-5 h-96" />}
        {message.isError && (
          <Alert tone="error" className="m-5">
            {errorText(message.error)}
          </Alert>
        )}
        {message.data && <Detail message={message.data} />}
      </SheetContent>
    </Sheet>
  )
}

function Detail({ message }: { message: MessageDetail }) {
  const t = useTranslations('messages')
  const reason = useReason()(message)
  const said = typeof message.detail?.message === 'string' ? message.detail.message : null
  return (
    <div className="flex flex-col gap-5 px-5 pb-8">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-muted-foreground">{t('detail.to')}</dt>
        <dd className="min-w-0 break-words">
          {[message.profile.name, message.to].filter(Boolean).join(' · ') || '—'}
        </dd>
        <dt className="text-muted-foreground">{t('detail.flow')}</dt>
        <dd className="min-w-0 truncate">
          <Link className="text-link underline-offset-4 hover:underline" href={`/flows/${message.flow.id}`}>
            {message.flow.name ?? message.flow.id}
          </Link>
        </dd>
        <dt className="text-muted-foreground">{t('detail.status')}</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <MessageStateBadge status={message.status} />
          {reason && <span className="text-muted-foreground">{reason}</span>}
        </dd>
      </dl>
      {said && (
        <Alert tone={message.status === 'failed' ? 'error' : 'info'} title={t('detail.said')}>
          <span className="break-words font-mono text-[13px]">{said}</span>
        </Alert>
      )}
      {message.status === 'uncertain' && <Alert tone="warning">{t('uncertainHint')}</Alert>}
      <MessageActions message={message} />
      <Content message={message} />
      <MessageTrail message={message} />
    </div>
  )
}

function Content({ message }: { message: MessageDetail }) {
  const t = useTranslations('messages.detail')
  const [view, setView] = useState<'html' | 'text'>('html')
  if (message.text === null && message.html === null) {
    return (
      <p className="rounded-lg border border-dashed p-6 text-center text-sm text-muted-foreground">
        {t('noContent')}
      </p>
    )
  }
  if (message.html === null) {
    return (
      <p className="max-w-sm self-start rounded-2xl rounded-bl-sm bg-muted px-4 py-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
        {message.channel === 'push' && message.subject && (
          <span className="block font-semibold">{message.subject}</span>
        )}
        {message.text}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        aria-label={t('view')}
        size="sm"
        className="self-start"
        value={view}
        onValueChange={setView}
        options={[
          { value: 'html', label: t('html') },
          { value: 'text', label: t('text') },
        ]}
      />
      {view === 'html' ? (
        <iframe
          title={t('html')}
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={message.html}
          className="h-130 w-full rounded-lg border bg-white"
        />
      ) : (
        <pre className="max-h-130 overflow-auto rounded-lg border bg-muted p-4 font-mono text-[13px] whitespace-pre-wrap">
          {message.text}
        </pre>
      )}
    </div>
  )
}

'use client'

import { MousePointerClick, ScanEye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { MessageSummary } from '../api/messages.ts'
import { useFormat } from '../format.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tick, TickAll } from '../ui/tick.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import type { Chosen } from '../ui/use-chosen.ts'
import { CHANNEL_ICONS } from './channel-icons.ts'
import { MessageStateBadge, useReason } from './message-state.tsx'

/** Messages in rows; a row opens its message. */
export function MessageTable({
  messages,
  onOpen,
  chosen,
}: {
  messages: MessageSummary[]
  onOpen: (id: string) => void
  /** Where rows can be ticked. */
  chosen: Chosen | null
}) {
  const t = useTranslations('messages')
  return (
    <Table>
      <TableHead>
        <TableRow>
          {chosen && (
            <TableHeader className="w-px pr-0">
              <TickAll chosen={chosen} shown={messages.length} aria-label={t('many.shown')} />
            </TableHeader>
          )}
          <TableHeader>{t('column.message')}</TableHeader>
          <TableHeader className="max-md:hidden">{t('column.flow')}</TableHeader>
          <TableHeader className="min-w-56 max-sm:hidden">{t('column.status')}</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            {t('column.when')}
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} onOpen={onOpen} chosen={chosen} />
        ))}
      </TableBody>
    </Table>
  )
}

function MessageRow({
  message,
  onOpen,
  chosen,
}: {
  message: MessageSummary
  onOpen: (id: string) => void
  chosen: Chosen | null
}) {
  const t = useTranslations('messages')
  const format = useFormat()
  const reason = useReason()(message)
  const Icon = CHANNEL_ICONS[message.channel]
  const at = message.sentAt ?? message.createdAt
  const to = message.to ?? message.profile.name ?? t('nobody')
  return (
    <TableRow className="relative hover:bg-accent/50">
      {chosen && (
        <TableCell className="w-px pr-0">
          <Tick chosen={chosen} id={message.id} aria-label={t('many.one', { to })} />
        </TableCell>
      )}
      <TableCell className="w-full max-w-0">
        <span className="flex min-w-0 items-center gap-3">
          <span
            aria-hidden
            className="grid size-8 shrink-0 place-items-center rounded-md bg-step-message-soft text-step-message"
          >
            <Icon className="size-4" />
          </span>
          <span className="min-w-0">
            <button
              type="button"
              className="block max-w-full truncate text-left font-medium after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
              onClick={() => onOpen(message.id)}
            >
              {message.subject ?? message.excerpt ?? t('notRendered')}
            </button>
            <span className="block truncate text-[13px] text-muted-foreground">
              {message.profile.name && message.profile.name !== to ? `${message.profile.name} · ${to}` : to}
            </span>
            <span className="mt-1.5 block sm:hidden">
              <State message={message} reason={reason} />
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell className="max-w-48 truncate text-muted-foreground max-md:hidden">
        {message.flow.name ?? '—'}
      </TableCell>
      <TableCell className="min-w-56 max-sm:hidden">
        <State message={message} reason={reason} />
      </TableCell>
      <TableCell numeric className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        <time dateTime={at} title={format.dateTime(at)}>
          {format.relative(at)}
        </time>
      </TableCell>
    </TableRow>
  )
}

function State({ message, reason }: { message: MessageSummary; reason: string | null }) {
  const t = useTranslations('messages')
  return (
    <span className="flex flex-col items-start gap-1">
      <span className="flex items-center gap-2">
        <MessageStateBadge status={message.status} />
        {message.openedAt && (
          <Tooltip content={t('opened')}>
            <ScanEye aria-label={t('opened')} className="relative z-10 size-4 text-muted-foreground" />
          </Tooltip>
        )}
        {message.clickedAt && (
          <Tooltip content={t('clicked')}>
            <MousePointerClick aria-label={t('clicked')} className="relative z-10 size-4 text-live" />
          </Tooltip>
        )}
      </span>
      {reason && <span className="text-[13px] text-muted-foreground">{reason}</span>}
    </span>
  )
}

'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { fetchJson } from '../api/fetch-json.ts'
import { fetchMessages, type MessageFilter, waitingQuery } from '../api/messages.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useChosen } from '../ui/use-chosen.ts'
import { MessageSheet } from './message-sheet.tsx'
import { MessageTable } from './message-table.tsx'
import { ReviewBar } from './review-bar.tsx'
import { WaitingNote } from './waiting-note.tsx'

const STATUSES = {
  all: '',
  attention: 'review,uncertain,unconnected,failed',
  review: 'review',
  uncertain: 'uncertain',
  unconnected: 'unconnected',
  queued: 'pending,sending',
  sent: 'sent',
  skipped: 'skipped,discarded',
} as const
type StatusFilter = keyof typeof STATUSES
const STATUS_NAMES = Object.keys(STATUSES) as StatusFilter[]
const CHANNELS = ['all', ...MESSAGE_CHANNELS] as const

/** Every message the flows made: what went out, what waits and why the rest did not. */
export function Outbox() {
  const t = useTranslations('messages')
  const errorText = useErrorText()
  const { status, channel, flow, message, set } = useFilters()
  const filter: MessageFilter = { status: STATUSES[status], channel: channel === 'all' ? '' : channel, flow }
  const messages = useInfiniteQuery({
    queryKey: ['messages', 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchMessages(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : 10_000),
  })
  const waiting = useQuery({ ...waitingQuery, refetchInterval: 10_000 })
  const items = messages.data?.pages.flatMap((page) => page.items) ?? []
  const may = useMay()
  const ids = items.filter((one) => one.status === 'review').map(({ id }) => id)
  const ticking = useChosen(ids, JSON.stringify(filter))
  const chosen = status === 'review' && may('messages:write') ? ticking : null
  const filtered = status !== 'all' || channel !== 'all' || flow !== ''
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      {waiting.data && waiting.data.unconnected > 0 && (
        <WaitingNote waiting={waiting.data} className="mb-4" />
      )}
      <section className="rounded-lg border bg-card">
        <div className="flex flex-wrap items-center gap-3 border-b p-3">
          <Select
            aria-label={t('filter.status')}
            className="w-full sm:w-52"
            value={status}
            onValueChange={(value) => set({ status: value })}
            options={STATUS_NAMES.map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
          <FlowSelect value={flow} onValueChange={(value) => set({ flow: value })} />
          <Segmented
            aria-label={t('filter.channel')}
            value={channel}
            onValueChange={(value) => set({ channel: value })}
            options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </div>
        {messages.isError && (
          <Alert tone="error" className="m-4">
            {errorText(messages.error)}
          </Alert>
        )}
        {messages.isPending && <Loading />}
        {messages.isSuccess && items.length === 0 && (
          <EmptyState
            picture={<Mail />}
            title={filtered ? t('noneFound') : t('empty')}
            description={filtered ? undefined : t('emptyHint')}
            actions={
              !filtered && (
                <Button asChild variant="secondary">
                  <Link href="/flows">{t('toFlows')}</Link>
                </Button>
              )
            }
          />
        )}
        {items.length > 0 && (
          <>
            {chosen && <ReviewBar filter={filter} shown={ids.length} chosen={chosen} />}
            <MessageTable messages={items} onOpen={(id) => set({ message: id })} chosen={chosen} />
          </>
        )}
        {messages.hasNextPage && (
          <div className="flex justify-center border-t p-3">
            <Button
              variant="secondary"
              busy={messages.isFetchingNextPage}
              onClick={() => messages.fetchNextPage()}
            >
              {t('more')}
            </Button>
          </div>
        )}
      </section>
      <MessageSheet id={message} onClose={() => set({ message: '' })} />
    </>
  )
}

function FlowSelect({ value, onValueChange }: { value: string; onValueChange: (value: string) => void }) {
  const t = useTranslations('messages.filter')
  const flows = useQuery({
    queryKey: ['flows', 'palette'],
    queryFn: ({ signal }) =>
      fetchJson<{ items: { id: string; name: string }[] }>('/api/v1/flows?limit=100', { signal }),
  })
  const options = [
    { value: 'all', label: t('allFlows') },
    ...(flows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Select
      aria-label={t('flow')}
      className="w-full sm:w-52"
      value={value === '' ? 'all' : value}
      onValueChange={(next) => onValueChange(next === 'all' ? '' : next)}
      options={options}
    />
  )
}

function useFilters() {
  const params = useSearchParams()
  const status = STATUS_NAMES.find((one) => one === params.get('status')) ?? 'all'
  const channel = CHANNELS.find((one) => one === params.get('channel')) ?? 'all'
  const set = (part: { status?: string; channel?: string; flow?: string; message?: string }) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(part)) {
      if (value === '' || value === 'all') next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString()
    window.history.replaceState(null, '', query === '' ? '/messages' : `/messages?${query}`)
  }
  return { status, channel, flow: params.get('flow') ?? '', message: params.get('message'), set }
}

function Loading() {
  return (
    <div className="flex flex-col gap-3 p-4" aria-busy>
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-11" />
      ))}
    </div>
  )
}

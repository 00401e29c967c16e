'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CheckCheck, RotateCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import {
  deleteFailedEvent,
  type FailedEvent,
  failedEventsQuery,
  retryFailedEvents,
} from '../api/failed-events.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tooltip } from '../ui/tooltip.tsx'

/** Events that were accepted and then could not be read: what went wrong, and the two ways out. */
export function FailedEventsSettings() {
  const t = useTranslations('settings.events')
  const errorText = useErrorText()
  const may = useMay()
  const queries = useQueryClient()
  const [ending, setEnding] = useState<FailedEvent | null>(null)
  const failed = useQuery(failedEventsQuery)
  const settled = () => {
    setEnding(null)
    return queries.invalidateQueries({ queryKey: failedEventsQuery.queryKey })
  }
  const onError = (error: unknown) => void toast.error(errorText(error))
  const retry = useMutation({
    mutationFn: retryFailedEvents,
    onSuccess: ({ count }) => void toast.success(t('retried', { count })),
    onError,
    onSettled: settled,
  })
  const remove = useMutation({
    mutationFn: deleteFailedEvent,
    onSuccess: () => void toast.success(t('deleted')),
    onError,
    onSettled: settled,
  })
  const items = failed.data?.items ?? []
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('hint')}
        actions={
          items.length > 1 &&
          may('people:write') && (
            <Button
              variant="secondary"
              busy={retry.isPending && retry.variables === null}
              onClick={() => retry.mutate(null)}
            >
              <RotateCw aria-hidden />
              {t('retryAll')}
            </Button>
          )
        }
      />
      {failed.isError && (
        <Alert tone="error" className="m-5 mt-0">
          {errorText(failed.error)}
        </Alert>
      )}
      {failed.isPending && <Skeleton className="m-5 mt-0 h-20" />}
      {failed.isSuccess && items.length === 0 && (
        <EmptyState picture={<CheckCheck />} title={t('empty')} description={t('emptyHint')} />
      )}
      {items.length > 0 && (
        <FailedEventTable
          events={items}
          retrying={retry.isPending ? (retry.variables ?? null) : null}
          onRetry={(id) => retry.mutate(id)}
          onDelete={setEnding}
        />
      )}
      {failed.data && failed.data.count > items.length && (
        <p className="border-t px-5 py-3 text-[13px] text-muted-foreground">
          {t('more', { count: failed.data.count - items.length })}
        </p>
      )}
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={t('deleteTitle', { event: ending?.event ?? '' })}
        description={t('deleteHint')}
        confirm={t('delete')}
        busy={remove.isPending}
        onConfirm={() => ending && remove.mutate(ending.id)}
      />
    </Card>
  )
}

function FailedEventTable({
  events,
  retrying,
  onRetry,
  onDelete,
}: {
  events: FailedEvent[]
  retrying: string | null
  onRetry: (id: string) => void
  onDelete: (event: FailedEvent) => void
}) {
  const t = useTranslations('settings.events')
  const format = useFormat()
  const may = useMay()
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t('event')}</TableHeader>
          <TableHeader className="max-sm:hidden">{t('error')}</TableHeader>
          <TableHeader className="max-sm:hidden">{t('received')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('actions')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id}>
            <TableCell>
              <span className="block font-medium">{event.event}</span>
              <span className="block text-[13px] text-muted-foreground">
                {Object.values(event.identifiers)[0]}
              </span>
              <span className="mt-1 block font-mono text-xs break-words text-muted-foreground sm:hidden">
                {event.error}
              </span>
            </TableCell>
            <TableCell className="min-w-48 font-mono text-xs break-words text-muted-foreground max-sm:hidden">
              {event.error}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
              <time dateTime={event.receivedAt} title={format.dateTime(event.receivedAt)}>
                {format.relative(event.receivedAt)}
              </time>
            </TableCell>
            <TableCell numeric className="whitespace-nowrap">
              {may('people:write') && (
                <>
                  <Tooltip content={t('retry')}>
                    <Button
                      variant="ghost"
                      size="icon-sm"
                      busy={retrying === event.id}
                      aria-label={t('retryName', { event: event.event })}
                      onClick={() => onRetry(event.id)}
                    >
                      <RotateCw aria-hidden />
                    </Button>
                  </Tooltip>
                  <Tooltip content={t('delete')}>
                    <Button
                      variant="ghost"
                      size="icon-sm"
                      aria-label={t('deleteName', { event: event.event })}
                      onClick={() => onDelete(event)}
                    >
                      <Trash2 aria-hidden />
                    </Button>
                  </Tooltip>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

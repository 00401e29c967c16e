'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { personName } from '../api/people.ts'
import type { FlowReport } from '../api/reports.ts'
import {
  FAILED_RUNS_PLACE,
  type FailedRun,
  failedRunsKey,
  failingFlowsQuery,
  fetchFailedRuns,
  retryFlowRuns,
  retryRun,
} from '../api/runs.ts'
import { wordsOf } from '../canvas/node-views/registry.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { useStepWords } from './use-step-words.ts'

/** Whoever came for the failed runs is taken to them as soon as they are there. */
function comeHere(card: HTMLDivElement | null): void {
  if (window.location.hash !== `#${FAILED_RUNS_PLACE}` || card === null) return
  card.scrollIntoView()
  card.focus({ preventScroll: true })
}

/** The runs of a flow that could not go on, with why; each can be tried again where it stood. Nothing where there are none. */
export function FailedRuns({ flowId, report }: { flowId: string; report: FlowReport }) {
  const t = useTranslations('reports.failedRuns')
  const errorText = useErrorText()
  const may = useMay()
  const router = useRouter()
  const queries = useQueryClient()
  const runs = useInfiniteQuery({
    queryKey: failedRunsKey(flowId),
    queryFn: ({ pageParam, signal }) => fetchFailedRuns(flowId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  // those of every flow: the bell counts them too
  const settled = () => queries.invalidateQueries({ queryKey: failingFlowsQuery.queryKey })
  const onError = (error: unknown) => void toast.error(errorText(error))
  const one = useMutation({
    mutationFn: retryRun,
    onSuccess: () => void toast.success(t('retried')),
    onError,
    onSettled: settled,
  })
  const all = useMutation({
    mutationFn: () => retryFlowRuns(flowId),
    onSuccess: () =>
      void toast.success(t('retriedAll'), {
        action: { label: t('toJobs'), onClick: () => router.push('/settings/jobs') },
      }),
    onError,
    onSettled: settled,
  })
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  const mayRetry = may('flows:write')
  return (
    <Card
      id={FAILED_RUNS_PLACE}
      ref={comeHere}
      tabIndex={-1}
      className="scroll-mt-4 overflow-hidden outline-none"
      data-testid="failed-runs"
    >
      <CardHeader
        title={t('title')}
        description={t('hint')}
        actions={
          mayRetry && (
            <Button variant="secondary" busy={all.isPending} onClick={() => all.mutate()}>
              <RotateCw aria-hidden />
              {t('retryAll')}
            </Button>
          )
        }
      />
      <Table className="min-w-160">
        <TableHead className="border-t">
          <TableRow>
            <TableHeader>{t('person')}</TableHeader>
            <TableHeader>{t('step')}</TableHeader>
            <TableHeader>{t('wrong')}</TableHeader>
            <TableHeader>{t('when')}</TableHeader>
            {mayRetry && (
              <TableHeader>
                <span className="sr-only">{t('actions')}</span>
              </TableHeader>
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((run) => (
            <FailedRunRow
              key={run.id}
              run={run}
              report={report}
              busy={one.isPending && one.variables === run.id}
              {...(mayRetry && { onRetry: () => one.mutate(run.id) })}
            />
          ))}
        </TableBody>
      </Table>
      {runs.hasNextPage && (
        <div className="border-t p-3 text-center">
          <Button
            variant="ghost"
            size="sm"
            busy={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function FailedRunRow({
  run,
  report,
  busy,
  onRetry,
}: {
  run: FailedRun
  report: FlowReport
  busy: boolean
  onRetry?: () => void
}) {
  const t = useTranslations('reports.failedRuns')
  const format = useFormat()
  const words = useStepWords(report.trigger)
  const step = report.steps.find(({ id }) => id === run.node)
  const name = personName(run.profile) ?? t('nobody')
  const reason =
    run.reason !== null && t.has(`reasons.${run.reason}`) ? t(`reasons.${run.reason}`) : run.reason
  return (
    <TableRow className="align-top">
      <TableCell className="align-top font-medium">{name}</TableCell>
      <TableCell className="max-w-64 align-top">
        <span className="line-clamp-2">{step ? wordsOf(step, words).title : (run.node ?? '–')}</span>
      </TableCell>
      <TableCell className="max-w-80 align-top">
        <span className="block">{reason}</span>
        {run.error && (
          <span className="line-clamp-3 text-[13px] break-words text-muted-foreground">{run.error}</span>
        )}
      </TableCell>
      <TableCell className="align-top whitespace-nowrap text-muted-foreground">
        {run.endedAt && <time dateTime={run.endedAt}>{format.dateTime(run.endedAt)}</time>}
      </TableCell>
      {onRetry && (
        <TableCell className="text-right align-top">
          <Button
            variant="secondary"
            size="sm"
            busy={busy}
            aria-label={t('retryName', { name })}
            onClick={onRetry}
          >
            {t('retry')}
          </Button>
        </TableCell>
      )}
    </TableRow>
  )
}

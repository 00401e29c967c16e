'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { cancelJob, isGoing } from '../api/jobs.ts'
import type { ReplayJob } from '../api/replay.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'

/** How far a replay is, and why there is no result where it ended without one. */
export function ReplayProgress({ job }: { job: ReplayJob }) {
  const t = useTranslations('flows.replay')
  const format = useFormat()
  const client = useQueryClient()
  const may = useMay()('flows:write')
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs', job.id] }),
  })
  if (job.status === 'failed') return <Alert tone="error">{t('failed', { reason: job.error ?? '' })}</Alert>
  if (job.status === 'cancelled') return <Alert>{t('cancelled')}</Alert>
  if (!isGoing(job)) return null
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-baseline justify-between text-[13px]">
        <span>{t(job.status === 'queued' ? 'queued' : 'running')}</span>
        <span className="figures text-muted-foreground">{format.percent(job.progress)}</span>
      </p>
      <Progress value={job.progress} label={t('running')} />
      {may && (
        <Button
          variant="ghost"
          size="sm"
          className="self-start"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t('cancel')}
        </Button>
      )}
    </div>
  )
}

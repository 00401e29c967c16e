'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CheckCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { cancelJob, isGoing, type Job, jobsQuery } from '../api/jobs.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { JobRow } from './job-row.tsx'

/** Long work that goes on by itself: how far it is, how long it still takes, and a way to stop it. */
export function JobsSettings() {
  const t = useTranslations('settings.jobs')
  const errorText = useErrorText()
  const queries = useQueryClient()
  const may = useMay()
  const [ending, setEnding] = useState<Job | null>(null)
  const jobs = useQuery(jobsQuery)
  const cancel = useMutation({
    mutationFn: cancelJob,
    onSuccess: () => void toast.success(t('cancelled')),
    onError: (error) => void toast.error(errorText(error)),
    onSettled: () => {
      setEnding(null)
      return queries.invalidateQueries({ queryKey: jobsQuery.queryKey })
    },
  })
  const items = jobs.data?.items ?? []
  return (
    <Card>
      <CardHeader title={t('title')} description={t('hint')} />
      {jobs.isError && (
        <Alert tone="error" className="m-5 mt-0">
          {errorText(jobs.error)}
        </Alert>
      )}
      {jobs.isPending && <Skeleton className="m-5 mt-0 h-20" />}
      {jobs.isSuccess && items.length === 0 && (
        <EmptyState picture={<CheckCheck />} title={t('empty')} description={t('emptyHint')} />
      )}
      {items.length > 0 && (
        <ul className="divide-y border-t">
          {items.map((job) => (
            <JobRow
              key={job.id}
              job={job}
              now={jobs.dataUpdatedAt}
              {...(isGoing(job) && may('flows:write') && { onCancel: () => setEnding(job) })}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={t('cancelTitle')}
        description={t('cancelHint')}
        confirm={t('cancel')}
        busy={cancel.isPending}
        onConfirm={() => ending && cancel.mutate(ending.id)}
      />
    </Card>
  )
}

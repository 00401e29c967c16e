'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { isGoing, type Job, type JobStatus } from '../api/jobs.ts'
import { useFormat } from '../format.ts'
import type { BadgeTone } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { roughDuration, timeLeftMs } from './time-left.ts'

const TONES: Record<JobStatus, BadgeTone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'live',
  failed: 'failed',
  cancelled: 'outline',
}

/** One job; `now` is the instant at which it stood like this. */
export function JobRow({ job, now, onCancel }: { job: Job; now: number; onCancel?: () => void }) {
  const t = useTranslations('settings.jobs')
  const locale = useLocale()
  const format = useFormat()
  const { kind, flow, status, progress, createdAt, createdBy, startedAt, endedAt, error } = job
  const left = status === 'running' ? timeLeftMs(job, now) : null
  const name = t.has(`kinds.${kind}`) ? t(`kinds.${kind}`) : kind
  return (
    <li className="flex flex-col gap-2 px-5 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="text-sm font-medium">{name}</span>
        {flow && (
          <Link href={`/flows/${flow.id}`} className="min-w-0 truncate text-sm text-link hover:underline">
            {flow.name}
          </Link>
        )}
        <StatusBadge tone={TONES[status]}>{t(`status.${status}`)}</StatusBadge>
        {onCancel && (
          <Button
            variant="secondary"
            size="sm"
            className="ml-auto"
            aria-label={t('cancelName', { job: flow ? `${name}, ${flow.name}` : name })}
            onClick={onCancel}
          >
            {t('cancel')}
          </Button>
        )}
      </div>
      {isGoing(job) && <Progress value={progress} label={t('progress', { job: name })} />}
      <p className="figures text-[13px] text-muted-foreground">
        {[
          status === 'running' && format.percent(progress),
          left !== null && t('left', { time: roughDuration(left, locale) }),
          endedAt
            ? t('ended', { when: format.dateTime(endedAt) })
            : t(startedAt ? 'begun' : 'asked', { when: format.dateTime(startedAt ?? createdAt) }),
          createdBy,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {error && <p className="text-[13px] break-words text-failed">{error}</p>}
    </li>
  )
}

'use client'

import { GitCompareArrows, History } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { type FlowImpact, type FlowVersion, fetchImpact, useFlowAction, useVersions } from '../api/flows.ts'
import { type ComparedVersions, comparePath } from '../canvas/compared-versions.ts'
import type { Decided } from '../canvas/people-dialog.tsx'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { RollbackDialog } from './rollback-dialog.tsx'

/** What was published, by whom and with whom inside; any of them can take over again. */
export function FlowVersions({ flowId }: { flowId: string }) {
  const t = useTranslations('reports.versions')
  const tFlows = useTranslations('flows')
  const router = useRouter()
  const format = useFormat()
  const errorText = useErrorText()
  const may = useMay()
  const versions = useVersions(flowId)
  const action = useFlowAction(flowId)
  const [back, setBack] = useState<FlowVersion | null>(null)
  const [looking, setLooking] = useState<number | null>(null)
  const [impact, setImpact] = useState<FlowImpact | null>(null)
  if (!versions.data || versions.data.length === 0) return null

  /** Looks whom it concerns, and asks. */
  const ask = async (version: FlowVersion) => {
    setLooking(version.number)
    try {
      setImpact(await fetchImpact(flowId, version.number))
      setBack(version)
    } catch (error) {
      toast.error(errorText(error))
    } finally {
      setLooking(null)
    }
  }
  const goBack = (decided: Partial<Decided> = {}) => {
    if (back === null) return
    action.mutate(
      { verb: 'rollback', body: { version: back.number, ...decided } },
      {
        onSuccess: ({ job }) => {
          setBack(null)
          const toJobs = { action: { label: tFlows('toJobs'), onClick: () => router.push('/settings/jobs') } }
          toast.success(t('done', { number: back.number }), job ? toJobs : undefined)
        },
        onError: (error) => void toast.error(errorText(error)),
      },
    )
  }
  return (
    <Card data-testid="flow-versions">
      <CardHeader title={t('title')} description={t('hint')} />
      <ol className="divide-y border-t">
        {versions.data.map((version) => (
          <li key={version.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 text-sm">
            <span className="figures font-medium">{t('version', { number: version.number })}</span>
            {version.live && <StatusBadge tone="live">{t('live')}</StatusBadge>}
            <span className="text-[13px] text-muted-foreground">
              {format.dateTime(version.publishedAt)}
              {version.publishedBy && ` · ${version.publishedBy}`}
            </span>
            <span className="figures text-[13px] text-muted-foreground">
              {t('inside', { count: version.active, people: format.number(version.active) })}
            </span>
            <Button asChild variant="ghost" size="sm" className="ml-auto">
              <Link
                href={comparePath(flowId, comparison(version, versions.data))}
                aria-label={t('compareOf', { number: version.number })}
              >
                <GitCompareArrows aria-hidden />
                {t('compare')}
              </Link>
            </Button>
            {!version.live && may('flows:write') && (
              <Button
                variant="ghost"
                size="sm"
                aria-label={t('backTo', { number: version.number })}
                busy={looking === version.number}
                onClick={() => void ask(version)}
              >
                <History aria-hidden />
                {t('back')}
              </Button>
            )}
            {version.note && <p className="w-full text-[13px]">{version.note}</p>}
          </li>
        ))}
      </ol>
      {back !== null && impact !== null && (
        <RollbackDialog
          version={back.number}
          impact={impact}
          busy={action.isPending}
          onDecided={goBack}
          onClose={() => setBack(null)}
        />
      )}
    </Card>
  )
}

/** A version against the one before it; the first one against the draft. */
function comparison({ number }: FlowVersion, all: readonly FlowVersion[]): ComparedVersions {
  const before = all.filter((one) => one.number < number).map((one) => one.number)
  return before.length > 0
    ? { before: Math.max(...before), after: number }
    : { before: number, after: 'draft' }
}

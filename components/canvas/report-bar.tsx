'use client'

import { useTranslations } from 'next-intl'
import type { FigureScope } from '../api/flow-report.ts'
import { useVersions } from '../api/flows.ts'
import type { ReportRange } from '../api/reports.ts'
import { RangeBar } from '../reports/range-bar.tsx'
import { Select } from '../ui/select.tsx'
import { useOpenFlow } from './open-flow.ts'

const ALL = 'all'

/** Of which days and of which version the canvas shows figures. */
export function ReportBar({
  scope,
  today,
  onRange,
  onVersion,
  failed,
}: {
  scope: FigureScope
  today: string
  onRange: (range: ReportRange) => void
  onVersion: (version: number | null) => void
  failed: boolean
}) {
  const t = useTranslations('canvas.report')
  const { id, detail } = useOpenFlow()
  const versions = useVersions(id)
  const name = (number: number, live: boolean) => t(live ? 'versionLive' : 'version', { number })
  return (
    <div className="flex flex-wrap items-center gap-2 border-b bg-card px-5 py-2" data-testid="report-bar">
      <RangeBar
        path={`flows/${id}/report`}
        range={{ from: scope.from, to: scope.to }}
        onRange={onRange}
        today={today}
      />
      {(versions.data ?? []).length > 0 && (
        <Select
          aria-label={t('versionLabel')}
          className="w-44"
          value={scope.version === null ? ALL : String(scope.version)}
          onValueChange={(value) => onVersion(value === ALL ? null : Number(value))}
          options={[
            { value: ALL, label: t('allVersions') },
            ...(versions.data ?? []).map(({ number, live }) => ({
              value: String(number),
              label: name(number, live),
            })),
          ]}
        />
      )}
      {scope.version !== null && <p className="text-[13px] text-muted-foreground">{t('asItWas')}</p>}
      {failed && <p className="text-[13px] text-failed">{t('failed')}</p>}
      {!failed && detail.live === null && <p className="text-[13px] text-muted-foreground">{t('never')}</p>}
    </div>
  )
}

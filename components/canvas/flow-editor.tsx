'use client'

import { ReactFlowProvider } from '@xyflow/react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { useCanvasReport } from '../api/flow-report.ts'
import { Inspector } from '../inspector/inspector.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Canvas } from './canvas.tsx'
import { ReportContext } from './figures.tsx'
import { useOpenFlow } from './open-flow.ts'
import { ProviderBanner } from './provider-banner.tsx'
import { useClipboard } from './use-clipboard.ts'
import { useEditor } from './use-editor.ts'
import { useShortcuts } from './use-shortcuts.ts'

const PERIODS = { days7: 7, days30: 30, days90: 90, all: null } as const
type Period = keyof typeof PERIODS

/** The canvas tab of a flow: canvas, inspector, shortcuts, and what the person has to know. */
export function FlowEditor() {
  const { id } = useOpenFlow()
  const reporting = useEditor((state) => state.mode === 'report')
  const [period, setPeriod] = useState<Period>('days30')
  const report = useCanvasReport(id, { days: PERIODS[period], enabled: reporting })
  useShortcuts()
  useClipboard()
  useRefusals()
  return (
    <ReactFlowProvider>
      <ReportContext value={report.data ?? null}>
        <ProviderBanner />
        {reporting && <ReportBar period={period} onPeriod={setPeriod} failed={report.isError} />}
        <div className="flex min-h-0 flex-1">
          <div className="min-w-0 flex-1">
            <Canvas />
          </div>
          <Inspector />
        </div>
      </ReportContext>
    </ReactFlowProvider>
  )
}

function ReportBar({
  period,
  onPeriod,
  failed,
}: {
  period: Period
  onPeriod: (period: Period) => void
  failed: boolean
}) {
  const t = useTranslations('canvas.report')
  const { detail } = useOpenFlow()
  return (
    <div className="flex flex-wrap items-center gap-3 border-b bg-card px-5 py-2" data-testid="report-bar">
      <Segmented<Period>
        aria-label={t('period')}
        size="sm"
        value={period}
        onValueChange={onPeriod}
        options={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t(value) }))}
      />
      {failed && <p className="text-[13px] text-failed">{t('failed')}</p>}
      {!failed && detail.live === null && <p className="text-[13px] text-muted-foreground">{t('never')}</p>}
    </div>
  )
}

/** Says why an edit was not made. */
function useRefusals(): void {
  const t = useTranslations('canvas.refusals')
  const refusal = useEditor((state) => state.refusal)
  useEffect(() => {
    if (refusal !== null) toast.error(t(refusal.code), { id: 'refusal' })
  }, [refusal, t])
}

'use client'

import { ReactFlowProvider } from '@xyflow/react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useReplay } from '../api/replay.ts'
import { Canvas } from '../canvas/canvas.tsx'
import { ReportContext } from '../canvas/figures.tsx'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ReplayForm } from './replay-form.tsx'
import { ReplayProgress } from './replay-progress.tsx'
import { ReplayResultView } from './replay-result.tsx'

/** The replay tab of a flow: what it would have done with the shop's own past, on its canvas. Nothing is sent. */
export function FlowReplay() {
  const t = useTranslations('flows.replay')
  const errorText = useErrorText()
  const store = useEditorStore()
  const { id } = useOpenFlow()
  const startable = useEditor((state) => state.history.present.trigger !== null)
  const [job, setJob] = useState<string | null>(null)
  const replay = useReplay(job)
  useEffect(() => {
    store.set({ mode: 'replay', panel: null, selected: [], menuAt: null })
    return () => store.set({ mode: 'edit', selected: [] })
  }, [store])
  const result = replay.data?.status === 'done' ? replay.data.result : null
  return (
    <ReactFlowProvider>
      <ReportContext value={result}>
        <div className="flex min-h-0 flex-1 flex-col md:flex-row">
          <div className="min-h-64 min-w-0 flex-1">
            <Canvas />
          </div>
          <aside
            aria-label={t('label')}
            data-testid="replay-panel"
            className="flex max-h-[60%] w-full shrink-0 flex-col gap-5 overflow-y-auto border-t bg-card p-4 pb-10 md:max-h-none md:w-105 md:border-t-0 md:border-l"
          >
            <div>
              <h2 className="text-sm font-semibold">{t('title')}</h2>
              <p className="mt-1 text-[13px] text-muted-foreground">{t('hint')}</p>
            </div>
            {startable ? (
              <ReplayForm job={job} onJob={setJob} />
            ) : (
              <EmptyState title={t('noTrigger')} description={t('noTriggerHint')} className="py-6" />
            )}
            <div aria-live="polite" className="flex flex-col gap-5">
              {replay.error && <Alert tone="error">{errorText(replay.error)}</Alert>}
              {replay.data && <ReplayProgress job={replay.data} />}
            </div>
            {result && job && <ReplayResultView key={job} flowId={id} job={job} result={result} />}
          </aside>
        </div>
      </ReportContext>
    </ReactFlowProvider>
  )
}

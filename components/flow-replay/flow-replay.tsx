'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Figure } from '../api/flow-report.ts'
import { useReplay } from '../api/replay.ts'
import { BesideCanvas } from '../canvas/beside-canvas.tsx'
import { ReportContext } from '../canvas/figures.tsx'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { PeopleContext } from '../canvas/opens-people.tsx'
import { useEditor } from '../canvas/use-editor.ts'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ReplayForm } from './replay-form.tsx'
import { REPLAY_PEOPLE, ReplayPeople } from './replay-people.tsx'
import { ReplayProgress } from './replay-progress.tsx'
import { ReplayResultView } from './replay-result.tsx'

/** The replay tab of a flow: what it would have done with the shop's own past, on its canvas. Nothing is sent. */
export function FlowReplay() {
  const t = useTranslations('flows.replay')
  const errorText = useErrorText()
  const { id } = useOpenFlow()
  const startable = useEditor((state) => state.history.present.trigger !== null)
  const [job, setJob] = useState<string | null>(null)
  const replay = useReplay(job)
  const [figure, setFigure] = useState<Figure | null>(null)
  const opener = useMemo(() => ({ open: setFigure, kinds: REPLAY_PEOPLE }), [])
  const result = replay.data?.status === 'done' ? replay.data.result : null
  return (
    <ReportContext value={result}>
      <PeopleContext value={opener}>
        <BesideCanvas
          mode="replay"
          label={t('label')}
          title={t('title')}
          hint={t('hint')}
          testId="replay-panel"
          wide
        >
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
        </BesideCanvas>
      </PeopleContext>
      {figure && job && <ReplayPeople job={job} figure={figure} onClose={() => setFigure(null)} />}
    </ReportContext>
  )
}

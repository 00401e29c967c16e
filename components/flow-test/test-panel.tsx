'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import { type TestEvent, type TestedMessage, useTestedRun } from '../api/test-flow.ts'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EventEditor } from './event-editor.tsx'
import { litPath } from './lit-path.ts'
import { PersonPicker } from './person-picker.tsx'
import { RunSteps } from './run-steps.tsx'

/** Who is tested with which event, and what would become of them. */
export function TestPanel() {
  const t = useTranslations('flows.test')
  const tReason = useTranslations('reports.reasons.skipped')
  const errorText = useErrorText()
  const store = useEditorStore()
  const { id } = useOpenFlow()
  const graph = useEditor((state) => state.history.present)
  const [person, setPerson] = useState(useSearchParams().get('person'))
  const [event, setEvent] = useState<TestEvent | null>(null)
  const {
    data: run,
    error,
    isPending,
    isPlaceholderData,
  } = useTestedRun({ flowId: id, graph, profile: person, event })
  const say = ({ status, reason }: TestedMessage) => {
    if (status === 'sent') return t('line.sent')
    const why = reason === null ? '' : tReason.has(reason) ? tReason(reason) : reason
    return t(status === 'skipped' ? 'line.skipped' : 'line.postponed', { reason: why })
  }
  useEffect(() => {
    store.set({ lit: run && !error ? litPath(run, TRIGGER_ID) : null })
  }, [store, run, error])
  if (graph.trigger === null)
    return <EmptyState title={t('noTrigger')} description={t('noTriggerHint')} className="py-6" />
  return (
    <>
      <Field label={t('person')}>
        {(control) => <PersonPicker {...control} madeUp value={person} onValueChange={setPerson} />}
      </Field>
      {graph.trigger.kind === 'event' && (
        <EventEditor shown={run?.event ?? null} changed={event !== null} onChange={setEvent} />
      )}
      <div aria-live="polite" aria-busy={isPending || isPlaceholderData} className="flex flex-col gap-5">
        {error && <Alert tone="error">{errorText(error)}</Alert>}
        {isPending && !error && <Skeleton className="h-64" />}
        {run && !error && <RunSteps run={run} graph={graph} message={say} unfinished={t('stillWaiting')} />}
      </div>
    </>
  )
}

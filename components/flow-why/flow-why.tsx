'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { MessageStatus } from '../api/messages.ts'
import type { TestedMessage } from '../api/test-flow.ts'
import { type PersonRun, useRun, useWhy } from '../api/why.ts'
import { BesideCanvas } from '../canvas/beside-canvas.tsx'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useErrorText } from '../error-text.ts'
import { litPath } from '../flow-test/lit-path.ts'
import { PersonPicker } from '../flow-test/person-picker.tsx'
import { RunSteps } from '../flow-test/run-steps.tsx'
import { useFormat } from '../format.ts'
import { useReason } from '../messages/message-state.tsx'
import { Alert } from '../ui/alert.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** The tab that says why a person is where they are: each of their runs on the canvas, or the rule that kept them out. */
export function FlowWhy() {
  const t = useTranslations('flows.why')
  const { id } = useOpenFlow()
  const search = useSearchParams()
  const [person, setPerson] = useState(search.get('person'))
  return (
    <BesideCanvas mode="test" label={t('label')} title={t('title')} hint={t('hint')} testId="why-panel">
      <Field label={t('person')}>
        {(control) => <PersonPicker {...control} value={person} onValueChange={setPerson} />}
      </Field>
      {person !== null && <Answer key={person} flowId={id} person={person} first={search.get('run')} />}
    </BesideCanvas>
  )
}

/** `first`: the run that is shown before another one is chosen; the newest where it is none of theirs. */
function Answer({ flowId, person, first }: { flowId: string; person: string; first: string | null }) {
  const t = useTranslations('flows.why')
  const errorText = useErrorText()
  const format = useFormat()
  const why = useWhy(flowId, person)
  const [chosen, setChosen] = useState(first)
  if (why.error) return <Alert tone="error">{errorText(why.error)}</Alert>
  if (why.data === undefined) return <Skeleton className="h-64" />
  const { runs, neverEntered } = why.data
  if (neverEntered !== null) {
    const { reason, eventAt } = neverEntered
    return (
      <Alert tone="info" title={t('never')}>
        {t.has(`reasons.${reason}`)
          ? t(`reasons.${reason}`, { time: eventAt ? format.dateTime(eventAt) : '' })
          : reason}
      </Alert>
    )
  }
  const run = runs.find(({ id }) => id === chosen) ?? runs[0]!
  return (
    <div aria-live="polite" className="flex flex-col gap-5">
      {runs.length > 1 && (
        <Field label={t('runs', { count: runs.length })}>
          {(control) => (
            <Select
              {...control}
              value={run.id}
              onValueChange={setChosen}
              options={runs.map(({ id, startedAt, key }) => ({
                value: id,
                label: format.dateTime(startedAt),
                detail: key ?? undefined,
              }))}
            />
          )}
        </Field>
      )}
      <Run key={run.id} run={run} />
    </div>
  )
}

function Run({ run }: { run: PersonRun }) {
  const t = useTranslations('flows.why')
  const tStatus = useTranslations('messages.status')
  const errorText = useErrorText()
  const format = useFormat()
  const store = useEditorStore()
  const graph = useEditor((state) => state.history.present)
  const reasonOf = useReason()
  const { data, error } = useRun(run.id)
  useEffect(() => {
    store.set({ lit: data ? litPath(data, TRIGGER_ID) : null })
    return () => store.set({ lit: null })
  }, [store, data])
  if (error) return <Alert tone="error">{errorText(error)}</Alert>
  if (data === undefined) return <Skeleton className="h-64" />
  const say = ({ status, reason, channel }: TestedMessage) => {
    const words = tStatus(status as MessageStatus)
    const why = reasonOf({ status: status as MessageStatus, reason, channel })
    return why === null ? words : `${words}: ${why}`
  }
  return (
    <>
      <p className="text-[13px] text-muted-foreground">
        {t('run', { time: format.dateTime(run.startedAt), number: run.versionNumber })}
      </p>
      <RunSteps
        run={data}
        graph={graph}
        message={say}
        unfinished={
          run.wakeAt === null ? t('waitsForAnswer') : t('goesOn', { time: format.dateTime(run.wakeAt) })
        }
      />
    </>
  )
}

'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { isApiError } from '../api/fetch-json.ts'
import { type FlowDetail, flowKeys, useFlow } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useRested } from '../ui/use-rested.ts'
import { Autosave } from './autosave.ts'
import { EditorStore } from './editor-store.ts'
import { FlowHeader } from './flow-header.tsx'
import { NamesContext } from './names.ts'
import { OpenFlowContext } from './open-flow.ts'
import { OthersWork } from './others-work.tsx'
import { EditorContext } from './use-editor.ts'
import { useKnown } from './use-known.ts'
import { useRememberedFolds } from './use-remembered-folds.ts'

/** Loads a flow and keeps its editor alive while people go from tab to tab. */
export function FlowFrame({ id, children }: { id: string; children: ReactNode }) {
  const t = useTranslations('flows')
  const errorText = useErrorText()
  const { data, error, refetch } = useFlow(id)
  if (data) {
    return (
      <Loaded key={id} detail={data}>
        {children}
      </Loaded>
    )
  }
  if (error) {
    const gone = isApiError(error) && error.status === 404
    return (
      <EmptyState
        title={gone ? t('gone') : t('loadFailed')}
        description={gone ? t('goneText') : errorText(error)}
        actions={
          <>
            {!gone && (
              <Button variant="secondary" onClick={() => void refetch()}>
                {t('retry')}
              </Button>
            )}
            <Button asChild variant={gone ? 'primary' : 'ghost'}>
              <Link href="/flows">{t('back')}</Link>
            </Button>
          </>
        }
      />
    )
  }
  return (
    <div className="flex h-full flex-col" aria-busy>
      <div className="flex h-14 items-center gap-4 border-b bg-card px-5">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="ml-auto h-9 w-28" />
      </div>
      <div className="flex flex-1 flex-col items-center gap-10 pt-16">
        <Skeleton className="h-18 w-70" />
        <Skeleton className="h-18 w-70" />
        <Skeleton className="h-18 w-70" />
      </div>
    </div>
  )
}

function Loaded({ detail, children }: { detail: FlowDetail; children: ReactNode }) {
  const client = useQueryClient()
  const may = useMay()
  const locked = !may('flows:write') || detail.status === 'archived'
  const [store] = useState(() => new EditorStore(detail.graph, { locked, problems: detail.problems }))
  const [autosave] = useState(
    () =>
      new Autosave({
        id: detail.id,
        graph: detail.graph,
        revision: detail.revision,
        onSaved: (flow) => client.setQueryData(flowKeys.detail(detail.id), flow),
      }),
  )

  useRememberedFolds(store, detail.id)
  const { known, names } = useKnown()
  const rested = useRested()
  useEffect(() => {
    if (rested) store.know(known)
  }, [store, known, rested])

  useEffect(() => store.subscribe(() => autosave.want(store.flow)), [store, autosave])
  useEffect(() => {
    if (store.state.locked !== locked) store.set({ locked })
  }, [store, locked])

  useEffect(() => {
    // what was sent while leaving must not be sent again from the same revision
    let leaving = false
    const onLeave = (event: BeforeUnloadEvent) => {
      leaving = autosave.sendBeforeLeaving()
      if (!leaving) event.preventDefault()
      setTimeout(() => {
        leaving = false
      }, 2_000)
    }
    const onHide = () => {
      if (document.visibilityState === 'hidden' && !leaving) void autosave.flush()
    }
    window.addEventListener('beforeunload', onLeave)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      window.removeEventListener('beforeunload', onLeave)
      document.removeEventListener('visibilitychange', onHide)
      void autosave.flush()
    }
  }, [autosave])

  return (
    <OpenFlowContext value={{ id: detail.id, detail, autosave }}>
      <EditorContext value={store}>
        <NamesContext value={names}>
          <div className="flex h-full min-h-0 flex-1 flex-col">
            <FlowHeader />
            <OthersWork />
            <div className="relative flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
          </div>
        </NamesContext>
      </EditorContext>
    </OpenFlowContext>
  )
}

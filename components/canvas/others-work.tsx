'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { Flow } from '#flows/graph/flow.ts'
import { mergeFlows } from '#flows/graph/merge/merge-flows.ts'
import { presentOf } from '#flows/graph/merge/rebase-history.ts'
import { type FlowDetail, flowQuery } from '../api/flows.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { useOpenFlow } from './open-flow.ts'
import { useSaveState } from './save-status.tsx'
import { useEditorStore } from './use-editor.ts'

const MergeDialog = dynamic(() => import('./merge-dialog.tsx').then((file) => file.MergeDialog), {
  ssr: false,
})

/** Takes in what others save in this flow while it is open here. Asks only where both changed the same. */
export function OthersWork() {
  const t = useTranslations('canvas.others')
  const who = useWho()
  const { autosave } = useOpenFlow()
  const store = useEditorStore()
  const conflict = useSaveState(autosave).kind === 'conflict'
  const { theirs, failed, look, take } = useTheirs(conflict)
  const [choosing, setChoosing] = useState(false)
  if (!conflict || (theirs === null && !failed)) return null
  const name = who(theirs?.updatedBy ?? null)
  if (theirs === null) {
    return (
      <Alert
        tone="error"
        className="rounded-none border-x-0 border-t-0"
        title={t('failed', { who: name })}
        actions={
          <Button variant="secondary" size="sm" onClick={look}>
            {t('retry')}
          </Button>
        }
      />
    )
  }
  const sides = () => ({
    base: autosave.base,
    mine: presentOf(store.state.history, { base: autosave.base, theirs: theirs.graph }),
    theirs: theirs.graph,
  })
  return (
    <>
      <Alert
        tone="warning"
        className="rounded-none border-x-0 border-t-0"
        title={<span role="alert">{t('asked', { who: name })}</span>}
        actions={
          <Button size="sm" data-testid="merge-choose" onClick={() => setChoosing(true)}>
            {t('choose')}
          </Button>
        }
      >
        {t('askedText')}
      </Alert>
      {choosing && (
        <MergeDialog
          who={name}
          sides={sides()}
          onMerged={(flow) => {
            setChoosing(false)
            take(theirs, flow)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}

/** What somebody else saved, while a person has to choose; everything else is taken in by itself. */
function useTheirs(conflict: boolean) {
  const t = useTranslations('canvas.others')
  const client = useQueryClient()
  const store = useEditorStore()
  const { id, detail, autosave } = useOpenFlow()
  const { user } = useSession()
  const who = useWho()
  const [theirs, setTheirs] = useState<FlowDetail | null>(null)
  const [failed, setFailed] = useState(false)

  const take = useCallback(
    (from: FlowDetail, present: Flow) => {
      const base = autosave.base
      setTheirs(null)
      autosave.startFrom(from)
      store.rebase({ base, theirs: from.graph, present })
    },
    [autosave, store],
  )
  const tell = useCallback(
    (from: FlowDetail, both: boolean) => {
      const byMe = from.updatedBy === user.name
      // what one did oneself, here or in another window, is no news
      if (byMe && !both) return
      const words = both ? (byMe ? 'mergedWithYours' : 'merged') : 'changed'
      toast(t(words, { who: who(from.updatedBy) }), { id: 'others-work' })
    },
    [t, user.name, who],
  )

  const look = useCallback(() => {
    setFailed(false)
    client
      .fetchQuery({ ...flowQuery(id), staleTime: 0 })
      .then((found) => {
        const { base } = autosave
        const mine = presentOf(store.state.history, { base, theirs: found.graph })
        const merge = mergeFlows({ base, mine, theirs: found.graph })
        if (merge.clashes.length > 0) return setTheirs(found)
        take(found, merge.flow)
        tell(found, true)
      })
      .catch(() => setFailed(true))
  }, [client, id, autosave, store, take, tell])

  useEffect(() => {
    if (conflict) look()
  }, [conflict, look])

  // a newer draft, while nothing here is unsaved
  useEffect(() => {
    if (detail.revision <= autosave.revision || !autosave.isSaved) return
    take(detail, detail.graph)
    tell(detail, false)
  }, [detail, autosave, take, tell])

  return { theirs, failed, look, take }
}

function useWho(): (name: string | null) => string {
  const t = useTranslations('canvas.others')
  return useCallback((name: string | null) => name ?? t('someone'), [t])
}

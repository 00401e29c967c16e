'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import { unionOfFlows } from '#flows/graph/union-of-flows.ts'
import { useVersions, versionQuery } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Canvas } from './canvas.tsx'
import { ChangeMark, ChangesContext } from './changes.tsx'
import { CompareList } from './compare-list.tsx'
import { type Compared, type ComparedVersions, comparePath } from './compared-versions.ts'
import { EditorStore } from './editor-store.ts'
import { edgeId, repeatId } from './layout.ts'
import { useOpenFlow } from './open-flow.ts'
import { EditorContext, useEditor } from './use-editor.ts'

const KINDS = ['added', 'changed', 'removed'] as const

/** Two versions of a flow on one canvas: what is new, what has changed and what is gone. */
export function CompareVersions({ compared }: { compared: ComparedVersions }) {
  const t = useTranslations('canvas.compare')
  const errorText = useErrorText()
  const { id } = useOpenFlow()
  const before = useGraph(compared.before)
  const after = useGraph(compared.after)
  const error = before.error ?? after.error
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-testid="compare">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-card px-5 py-2">
        <Chooser compared={compared} />
        <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px]" aria-label={t('legend')}>
          {KINDS.map((change) => (
            <li key={change} className="flex items-center gap-1.5">
              <ChangeMark change={change} />
              <span aria-hidden>{t(change)}</span>
            </li>
          ))}
        </ul>
        <Button asChild variant="secondary" size="sm" className="ml-auto">
          <Link href={`/flows/${id}`}>
            <X aria-hidden />
            {t('close')}
          </Link>
        </Button>
      </div>
      {error && (
        <Alert tone="error" className="m-5">
          {errorText(error)}
        </Alert>
      )}
      {!error && (before.graph === null || after.graph === null) && <Skeleton className="m-5 h-64" />}
      {before.graph && after.graph && <Drawn before={before.graph} after={after.graph} />}
    </div>
  )
}

function Drawn({ before, after }: { before: Flow; after: Flow }) {
  const { store, changes } = useMemo(() => {
    const { flow, nodes, edges } = unionOfFlows(before, after)
    const lines = edges.map(({ edge: { from, branch = null, repeat }, change }) => {
      const spot = { from, branch }
      return [repeat ? repeatId(spot) : edgeId(spot), change] as const
    })
    return { store: new EditorStore(flow, { locked: true }), changes: { nodes, lines: new Map(lines) } }
  }, [before, after])
  return (
    <EditorContext value={store}>
      <ChangesContext value={changes}>
        <div className="flex min-h-0 flex-1 flex-col md:flex-row">
          <div className="min-h-64 min-w-0 flex-1">
            <Canvas />
          </div>
          <CompareList before={before} after={after} />
        </div>
      </ChangesContext>
    </EditorContext>
  )
}

/** A side's graph: that of a version, or the draft as it is here. */
function useGraph(side: Compared): { graph: Flow | null; error: Error | null } {
  const { id } = useOpenFlow()
  const draft = useEditor((state) => state.history.present)
  const version = useQuery({ ...versionQuery(id, side === 'draft' ? 0 : side), enabled: side !== 'draft' })
  if (side === 'draft') return { graph: draft, error: null }
  return { graph: version.data?.graph ?? null, error: version.error }
}

function Chooser({ compared }: { compared: ComparedVersions }) {
  const t = useTranslations('canvas.compare')
  const router = useRouter()
  const { id } = useOpenFlow()
  const versions = useVersions(id)
  const options = [
    { value: 'draft', label: t('draft') },
    ...(versions.data ?? []).map(({ number, live }) => ({
      value: String(number),
      label: t(live ? 'versionLive' : 'version', { number }),
    })),
  ]
  const take = (part: Partial<Record<keyof ComparedVersions, string>>) => {
    const next = { ...compared, ...part } as ComparedVersions
    router.replace(comparePath(id, next), { scroll: false })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={t('before')}
        className="w-40"
        value={String(compared.before)}
        onValueChange={(before) => take({ before })}
        options={options}
      />
      <span aria-hidden className="text-muted-foreground">
        →
      </span>
      <Select
        aria-label={t('after')}
        className="w-40"
        value={String(compared.after)}
        onValueChange={(after) => take({ after })}
        options={options}
      />
    </div>
  )
}

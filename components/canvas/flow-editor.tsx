'use client'

import { useQuery } from '@tanstack/react-query'
import { ReactFlowProvider } from '@xyflow/react'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { toast } from 'sonner'
import type { Flow } from '#flows/graph/flow.ts'
import { type Figure, useCanvasReport } from '../api/flow-report.ts'
import { versionQuery } from '../api/flows.ts'
import { Canvas } from './canvas.tsx'
import { type ComparedVersions, comparedIn } from './compared-versions.ts'
import { EditorStore } from './editor-store.ts'
import { ReportContext } from './figures.tsx'
import { useOpenFlow } from './open-flow.ts'
import { PeopleContext } from './opens-people.tsx'
import { ProviderBanner } from './provider-banner.tsx'
import { useClipboard } from './use-clipboard.ts'
import { EditorContext, useEditor, useEditorStore } from './use-editor.ts'
import { useFigureScope } from './use-figure-scope.ts'
import { useShortcuts } from './use-shortcuts.ts'

const loadInspector = () => import('../inspector/inspector.tsx').then((file) => file.Inspector)
// what is opened later comes after the canvas, in parts of its own
const Inspector = dynamic(loadInspector, { ssr: false })
/** By then the canvas stands, and nobody has pressed a step. */
const INSPECTOR_AFTER_MS = 700
const CompareVersions = dynamic(() => import('./compare-versions.tsx').then((file) => file.CompareVersions), {
  ssr: false,
})
const PeopleBehind = dynamic(() => import('./people-behind.tsx').then((file) => file.PeopleBehind), {
  ssr: false,
})
const ReportBar = dynamic(() => import('./report-bar.tsx').then((file) => file.ReportBar), { ssr: false })

/** The canvas tab of a flow: to edit it, to read its figures, or to see how two of its versions differ. */
export function FlowEditor() {
  const compared = comparedIn(useSearchParams().get('compare'))
  return compared === null ? <Editing /> : <Comparing compared={compared} />
}

function Comparing({ compared }: { compared: ComparedVersions }) {
  return (
    <ReactFlowProvider key={`${compared.before} ${compared.after}`}>
      <CompareVersions compared={compared} />
    </ReactFlowProvider>
  )
}

/** Canvas, inspector, shortcuts, and what the person has to know. */
function Editing() {
  const { id } = useOpenFlow()
  const store = useEditorStore()
  const reporting = useEditor((state) => state.mode === 'report')
  const { today, scope, setRange, setVersion } = useFigureScope()
  const report = useCanvasReport(id, { scope, enabled: reporting })
  const [figure, setFigure] = useState<Figure | null>(null)
  const opener = useMemo(() => ({ open: setFigure, kinds: null }), [])
  const version = reporting ? scope.version : null
  const old = useQuery({ ...versionQuery(id, version ?? 0), enabled: version !== null })
  const shown = useOldVersion(version === null ? null : (old.data?.graph ?? null)) ?? store
  useEffect(() => {
    const handle = setTimeout(loadInspector, INSPECTOR_AFTER_MS)
    return () => clearTimeout(handle)
  }, [])
  useShortcuts()
  useClipboard()
  useRefusals()
  return (
    <ReactFlowProvider>
      <ReportContext value={report.data ?? null}>
        <PeopleContext value={opener}>
          <ProviderBanner />
          {reporting && (
            <ReportBar
              scope={scope}
              today={today}
              onRange={setRange}
              onVersion={setVersion}
              failed={report.isError || old.isError}
            />
          )}
          <EditorContext value={shown}>
            <div className="flex min-h-0 flex-1">
              <div className="min-w-0 flex-1">
                <Canvas key={shown === store ? 'draft' : version} />
              </div>
              {reporting && figure !== null ? (
                <PeopleBehind figure={figure} scope={scope} onClose={() => setFigure(null)} />
              ) : (
                <Beside />
              )}
            </div>
          </EditorContext>
        </PeopleContext>
      </ReportContext>
    </ReactFlowProvider>
  )
}

/** The inspector, once there is something to inspect. */
function Beside() {
  const open = useEditor(({ panel }) => panel !== null)
  return open ? <Inspector /> : null
}

/** A version that is only looked at, in report mode; leaving that mode leaves it on the draft too. */
function useOldVersion(graph: Flow | null): EditorStore | null {
  const draft = useEditorStore()
  const store = useMemo(() => {
    if (graph === null) return null
    const made = new EditorStore(graph, { locked: true })
    made.set({ mode: 'report' })
    return made
  }, [graph])
  useEffect(
    () => store?.subscribe(() => store.state.mode !== 'report' && draft.set({ mode: 'edit' })),
    [store, draft],
  )
  return store
}

/** Says why an edit was not made. */
function useRefusals(): void {
  const t = useTranslations('canvas.refusals')
  const refusal = useEditor((state) => state.refusal)
  useEffect(() => {
    if (refusal !== null) toast.error(t(refusal.code), { id: 'refusal' })
  }, [refusal, t])
}

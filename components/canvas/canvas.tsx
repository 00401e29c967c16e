'use client'

import '@xyflow/react/dist/base.css'
import './canvas.css'
import {
  ConnectionLineType,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useStore,
} from '@xyflow/react'
import { useTranslations } from 'next-intl'
import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react'
import { moveNodes } from '#flows/graph/edit/move-nodes.ts'
import { cn } from '../ui/cn.ts'
import { Dots } from './dots.tsx'
import { isEditing, showsFigures } from './editor-store.ts'
import { EndNode } from './end-node.tsx'
import { FindStep } from './find-step.tsx'
import { FlowEdge } from './flow-edge.tsx'
import { FoldNode } from './fold-node.tsx'
import { LabelLayerContext, useLabelLayer } from './label-layer.tsx'
import { isMarker, type Point } from './layout.ts'
import { Palette } from './palette.tsx'
import { RepeatEdge } from './repeat-edge.tsx'
import { StepMenu } from './step-menu.tsx'
import { StepNode, TriggerNode } from './step-node.tsx'
import { Toolbar } from './toolbar.tsx'
import { type CanvasEdge, type CanvasNode, type Sizes, useCanvasElements } from './use-canvas-elements.ts'
import { useDropping } from './use-dropping.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { MANY } from './use-element-names.ts'
import { useJoining } from './use-joining.ts'
import { FARTHEST_ZOOM, useKeepInView } from './use-keep-in-view.ts'
import { ListedWordsContext, NamingWordsContext, PlainWordsContext, useCanvasWords } from './use-words.ts'

const NODE_TYPES = { step: StepNode, trigger: TriggerNode, end: EndNode, fold: FoldNode }
const EDGE_TYPES = { flow: FlowEdge, repeat: RepeatEdge }
const ADDING_KEYS = ['Meta', 'Control', 'Shift']
/** Below this zoom no word can be read, so that none is drawn. */
const FAR = 0.4
/** Below this one no button on a line can be hit. */
const DISTANT = 0.25

/** The flow as boxes and lines, all of it editable. */
export function Canvas() {
  const store = useEditorStore()
  const t = useTranslations('canvas')
  const frame = useRef<HTMLDivElement>(null)
  const [sizes, setSizes] = useState<Sizes>(new Map())
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point>>(new Map())
  const [map, setMap] = useState(false)
  const [finding, setFinding] = useState(false)
  const figures = useEditor(showsFigures)
  const far = useStore(({ transform: [, , zoom] }) => zoom < FAR)
  // once the flow was seen as a whole all of it stays drawn: putting hundreds of cards in and out again would stop each zoom
  const [seenWhole, setSeenWhole] = useState(false)
  if (far && !seenWhole) setSeenWhole(true)
  const distant = useStore(({ transform: [, , zoom] }) => zoom < DISTANT)
  const editing = useEditor(isEditing)
  const dropping = useEditor((state) => state.dragged !== null)
  const labels = useLabelLayer(frame)
  const words = useCanvasWords()
  const { nodes, edges, layout } = useCanvasElements({ sizes, dragged, words })
  const showAll = useKeepInView(frame, layout, sizes)

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const measured = changes.filter((change) => change.type === 'dimensions' && change.dimensions)
      if (measured.length > 0) setSizes((before) => withSizes(before, measured))
      const moves = new Map<string, Point>()
      let dragging = false
      for (const change of changes) {
        if (change.type !== 'position' || !change.position) continue
        moves.set(change.id, change.position)
        dragging ||= change.dragging === true
      }
      if (dragging) setDragged(moves)
      else if (moves.size > 0) {
        setDragged(NONE)
        const to = Object.fromEntries(
          [...moves].map(([id, at]) => [id, { x: Math.round(at.x), y: Math.round(at.y) }]),
        )
        store.edit((current) => moveNodes(current, { to }), 'move')
      }
      const picks = changes.filter((change) => change.type === 'select')
      if (picks.length > 0) {
        const ids = new Set(store.state.selected)
        for (const pick of picks) pick.selected ? ids.add(pick.id) : ids.delete(pick.id)
        store.select([...ids])
      }
    },
    [store],
  )

  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      const picks = changes.filter((change) => change.type === 'select')
      if (picks.length === 0) return
      const ids = new Set(store.state.selected)
      for (const pick of picks) pick.selected ? ids.add(pick.id) : ids.delete(pick.id)
      store.select([...ids])
    },
    [store],
  )

  const joining = useJoining()
  const ariaLabels = useMemo(
    () => ({
      'node.a11yDescription.default': t('nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('nodeHelp'),
      'edge.a11yDescription.default': t('edgeHelp'),
      'minimap.ariaLabel': t('toolbar.minimap'),
    }),
    [t],
  )

  // a move that no one made, as when a panel has closed, takes the menu along
  const closeMenu = useCallback(
    (event: unknown) => event !== null && store.state.menuAt !== null && store.set({ menuAt: null }),
    [store],
  )
  const onNodeClick = useCallback(
    (event: MouseEvent, node: CanvasNode) => {
      if (!isMarker(node.id) && !event.shiftKey && !event.metaKey && !event.ctrlKey)
        store.select([node.id], 'step')
    },
    [store],
  )

  const drop = useDropping(edges, layout)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the boxes inside, and dropping, which the palette's click also does
    <div
      ref={frame}
      className={cn(
        'akis-canvas @container relative h-full w-full',
        figures && 'akis-reporting',
        far && 'akis-far',
        distant && 'akis-distant',
        dropping && 'akis-dropping',
        joining.on && 'akis-joining',
      )}
      onKeyDown={(event) => {
        const target = event.target as HTMLElement
        const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
        if (event.key === 'Enter' && id !== undefined && target.classList.contains('react-flow__node')) {
          event.preventDefault()
          if (!isMarker(id)) store.openStep(id, '')
        }
        if (event.key === 'Escape') store.set({ menuAt: null })
      }}
      {...drop}
    >
      <PlainWordsContext value={words.plain}>
        <ListedWordsContext value={words.listed}>
          <NamingWordsContext value={words.naming}>
            <LabelLayerContext value={labels}>
              <ReactFlow<CanvasNode, CanvasEdge>
                aria-label={t('label')}
                nodes={nodes}
                edges={edges}
                nodeTypes={NODE_TYPES}
                edgeTypes={EDGE_TYPES}
                onNodesChange={onNodesChange}
                onEdgesChange={onEdgesChange}
                onNodeClick={onNodeClick}
                {...joining.hands}
                connectionLineType={ConnectionLineType.SmoothStep}
                onMoveStart={closeMenu}
                ariaLabelConfig={ariaLabels}
                connectionRadius={120}
                nodeDragThreshold={4}
                deleteKeyCode={null}
                multiSelectionKeyCode={ADDING_KEYS}
                selectionKeyCode="Shift"
                onlyRenderVisibleElements={nodes.length > MANY && !seenWhole}
                elevateNodesOnSelect={false}
                elevateEdgesOnSelect
                nodesConnectable
                zoomOnDoubleClick={false}
                minZoom={FARTHEST_ZOOM}
                maxZoom={1.75}
                panOnScroll
              >
                <Dots />
                {map && (
                  <MiniMap
                    pannable
                    zoomable
                    position="bottom-right"
                    className="!right-3 !bottom-16 !m-0 hidden md:block"
                  />
                )}
              </ReactFlow>
            </LabelLayerContext>
          </NamingWordsContext>
        </ListedWordsContext>
      </PlainWordsContext>
      {editing && <Palette />}
      <Toolbar map={map} onMap={() => setMap(!map)} onFind={() => setFinding(true)} onFit={showAll} />
      <FindStep open={finding} onOpenChange={setFinding} />
      <StepMenu />
    </div>
  )
}

const NONE: ReadonlyMap<string, Point> = new Map()

function withSizes(before: Sizes, changes: NodeChange<CanvasNode>[]): Sizes {
  const next = new Map(before)
  let changed = false
  for (const change of changes) {
    if (change.type !== 'dimensions' || !change.dimensions) continue
    const old = next.get(change.id)
    const { width, height } = change.dimensions
    if (old?.width === width && old.height === height) continue
    next.set(change.id, { width, height })
    changed = true
  }
  return changed ? next : before
}

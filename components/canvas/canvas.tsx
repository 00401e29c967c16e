'use client'

import '@xyflow/react/dist/base.css'
import './canvas.css'
import {
  type Connection,
  ConnectionLineType,
  type EdgeChange,
  type FinalConnectionState,
  type HandleType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { useTranslations } from 'next-intl'
import {
  type DragEvent,
  type MouseEvent as ReactMouseEvent,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { connect } from '#flows/graph/edit/connect.ts'
import { moveNodes } from '#flows/graph/edit/move-nodes.ts'
import { wouldCycle } from '#flows/graph/edit/reach.ts'
import { edgeAt } from '#flows/graph/edit/spot.ts'
import { cn } from '../ui/cn.ts'
import { Dots } from './dots.tsx'
import { isEditing, showsFigures } from './editor-store.ts'
import { EndNode } from './end-node.tsx'
import { FindStep } from './find-step.tsx'
import { FlowEdge } from './flow-edge.tsx'
import { FoldNode } from './fold-node.tsx'
import { LabelLayerContext, useLabelLayer } from './label-layer.tsx'
import { CARD_HEIGHT, CARD_WIDTH, isMarker, type Point, spotOfId } from './layout.ts'
import { NODE_VIEWS } from './node-views/registry.ts'
import { DRAG_TYPE, Palette } from './palette.tsx'
import { RepeatEdge } from './repeat-edge.tsx'
import { StepMenu } from './step-menu.tsx'
import { StepNode, TriggerNode } from './step-node.tsx'
import { Toolbar } from './toolbar.tsx'
import { useAddStep } from './use-add-step.ts'
import { type CanvasEdge, type CanvasNode, type Sizes, useCanvasElements } from './use-canvas-elements.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { MANY } from './use-element-names.ts'
import { FARTHEST_ZOOM, useKeepInView } from './use-keep-in-view.ts'
import { ListedWordsContext, NamingWordsContext, PlainWordsContext, useCanvasWords } from './use-words.ts'

const NODE_TYPES = { step: StepNode, trigger: TriggerNode, end: EndNode, fold: FoldNode }
const EDGE_TYPES = { flow: FlowEdge, repeat: RepeatEdge }
const ADDING_KEYS = ['Meta', 'Control', 'Shift']
const REACH = 140
/** Below this zoom no word can be read, so that none is drawn. */
const FAR = 0.4
/** Below this one no button on a line can be hit. */
const DISTANT = 0.25

/** The flow as boxes and lines, all of it editable. */
export function Canvas() {
  const store = useEditorStore()
  const t = useTranslations('canvas')
  const add = useAddStep()
  const flow = useReactFlow<CanvasNode, CanvasEdge>()
  const frame = useRef<HTMLDivElement>(null)
  const [sizes, setSizes] = useState<Sizes>(new Map())
  const [dragged, setDragged] = useState<ReadonlyMap<string, Point>>(new Map())
  const [joining, setJoining] = useState(false)
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

  const join = useCallback(
    (at: string, to: string) => store.edit((current) => connect(current, { at: spotOfId(at), to })),
    [store],
  )

  // each of these the same in every frame: React Flow draws all lines anew for a new one
  const onConnect = useCallback(({ source, target }: Connection) => join(source, target), [join])
  const onReconnect = useCallback((edge: CanvasEdge, { target }: Connection) => join(edge.id, target), [join])
  const onJoinStart = useCallback(() => setJoining(true), [])
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, { isValid, fromNode }: FinalConnectionState) => {
      setJoining(false)
      const onto = isValid ? null : boxUnder(event)
      // a line that was taken up is led on by `onReconnectEnd`
      if (onto && fromNode && isMarker(fromNode.id)) join(fromNode.id, onto)
    },
    [join],
  )
  const onReconnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, edge: CanvasEdge, _: HandleType, { isValid }: FinalConnectionState) => {
      const onto = isValid ? null : boxUnder(event)
      if (onto && onto !== edge.target) join(edge.id, onto)
    },
    [join],
  )
  const isValidConnection = useCallback(
    ({ source, target }: CanvasEdge | Connection) => {
      const from = source.startsWith('end:') ? spotOfId(source).from : source
      return !isMarker(target) && !wouldCycle(store.flow, from, target)
    },
    [store],
  )
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
    (event: ReactMouseEvent, node: CanvasNode) => {
      if (!isMarker(node.id) && !event.shiftKey && !event.metaKey && !event.ctrlKey)
        store.select([node.id], 'step')
    },
    [store],
  )

  const nearest = (event: DragEvent): string | null => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const kind = store.state.dragged
    let best: { id: string; away: number } | null = null
    for (const [id, centre] of spotCentres(edges, layout.boxes)) {
      if (kind === 'exit' && edgeAt(store.flow, spotOfId(id))) continue
      const away = Math.hypot(centre.x - at.x, centre.y - at.y)
      if (away < REACH && (best === null || away < best.away)) best = { id, away }
    }
    return best?.id ?? null
  }

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
        joining && 'akis-joining',
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
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const target = nearest(event)
        if (target !== store.state.target) store.set({ target })
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Element | null)) store.set({ target: null })
      }}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData(DRAG_TYPE)
        const target = nearest(event)
        store.set({ dragged: null, target: null })
        if (!Object.hasOwn(NODE_VIEWS, kind) || target === null) return
        event.preventDefault()
        add(kind as keyof typeof NODE_VIEWS, spotOfId(target))
      }}
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
                onConnect={onConnect}
                onConnectStart={onJoinStart}
                onConnectEnd={onConnectEnd}
                onReconnect={onReconnect}
                onReconnectEnd={onReconnectEnd}
                connectionLineType={ConnectionLineType.SmoothStep}
                isValidConnection={isValidConnection}
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

/** The step under the pointer: a line may be let go anywhere on a card, not just near its grip. */
function boxUnder(event: MouseEvent | TouchEvent): string | null {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event
  const box = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.react-flow__node')
  const id = box?.dataset.id
  return id === undefined || isMarker(id) ? null : id
}

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

/** Where the `+` of every spot stands, near enough for dropping. */
function spotCentres(edges: CanvasEdge[], boxes: ReadonlyMap<string, Point>): Map<string, Point> {
  const centres = new Map<string, Point>()
  for (const edge of edges) {
    const from = boxes.get(edge.source)
    const to = boxes.get(edge.target)
    if (!from || !to || edge.type !== 'flow' || edge.data?.standsFor) continue
    if (edge.target.startsWith('end:')) centres.set(edge.target, { x: to.x + 75, y: to.y + 12 })
    else {
      const x = edge.data?.lane ?? (edge.data?.spot.branch ? to.x : from.x) + CARD_WIDTH / 2
      centres.set(edge.id, { x, y: (from.y + CARD_HEIGHT + to.y) / 2 })
    }
  }
  return centres
}

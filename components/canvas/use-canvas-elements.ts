'use client'

import { type NodeHandle, Position } from '@xyflow/react'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { spotOf } from '#flows/graph/edit/spot.ts'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import { branchesOf } from '#flows/graph/validate.ts'
import { isEditing, showsFigures } from './editor-store.ts'
import type { EndNodeType } from './end-node.tsx'
import type { FlowEdgeType } from './flow-edge.tsx'
import { foldable, foldFlow } from './fold-flow.ts'
import type { FoldNodeType } from './fold-node.tsx'
import { type Kept, keep, NOTHING_KEPT, sameEdge, sameNode, sameRepeat } from './kept-elements.ts'
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  edgeId,
  flatLayout,
  isMarker,
  type Layout,
  type Point,
  place,
  repeatId,
  waysOut,
  withHeights,
} from './layout.ts'
import type { RepeatEdgeType } from './repeat-edge.tsx'
import { repeatLanes } from './repeat-path.ts'
import { branchSaid } from './said.ts'
import type { StepNodeType, TriggerNodeType } from './step-node.tsx'
import { useEditor } from './use-editor.ts'
import { UNSAID, useElementNames } from './use-element-names.ts'
import { useGlide } from './use-glide.ts'
import type { CanvasWords } from './use-words.ts'

export type CanvasNode = StepNodeType | TriggerNodeType | EndNodeType | FoldNodeType
export type CanvasEdge = FlowEdgeType | RepeatEdgeType
export type Sizes = ReadonlyMap<string, { width: number; height: number }>

/** The boxes and lines that React Flow draws. An element stays the same object while nothing about it has changed. */
export function useCanvasElements({
  sizes,
  dragged,
  words,
}: {
  sizes: Sizes
  dragged: ReadonlyMap<string, Point>
  words: CanvasWords
}) {
  const whole = useEditor((state) => state.history.present)
  const folded = useEditor((state) => state.folded)
  const selected = useEditor((state) => state.selected)
  const editing = useEditor(isEditing)
  const plain = !useEditor(showsFigures)
  const t = useTranslations('canvas')

  const { flow, folds } = useMemo(() => foldFlow(whole, folded), [whole, folded])
  const long = foldable(whole)
  const { flat, auto } = useAutoLayout(flow, sizes)
  const still = useMemo(() => place(flow, auto), [flow, auto])
  const layout = useMemo(
    () =>
      dragged.size === 0 ? still : place(flow, auto, { ...flow.layout, ...Object.fromEntries(dragged) }),
    [flow, auto, still, dragged],
  )
  const shown = useGlide(layout, useShape(flat, flow.layout), dragged.size > 0 ? 'once' : 'ease')
  const lanes = useSame(shown.lanes)
  const { titles, foldNames, nodeNames } = useElementNames({ whole, flow, folds, long, words })
  const byId = useMemo(() => new Map(flow.nodes.map((node) => [node.id, node])), [flow.nodes])
  const nodeCache = useRef<Kept<CanvasNode>>(NOTHING_KEPT)
  const standing = useMemo(() => {
    const chosen = new Set(selected)
    const sizeOf = (id: string, grips?: typeof CARD_GRIPS) => {
      const size = sizes.get(id)
      if (size) return { measured: size }
      return grips && plain ? { measured: CARD_SIZE, handles: grips } : {}
    }
    const make = (id: string): CanvasNode => {
      const base = {
        id,
        position: still.boxes.get(id) ?? { x: 0, y: 0 },
        selected: chosen.has(id),
      }
      if (id === TRIGGER_ID) {
        return {
          ...base,
          ...sizeOf(id, TRIGGER_GRIPS),
          type: 'trigger',
          data: EMPTY,
          draggable: editing,
          ariaLabel: nodeNames.get(id),
        }
      }
      const fold = folds.get(id)
      if (fold) {
        const { hidden, spot } = fold
        return {
          ...base,
          ...sizeOf(id),
          type: 'fold',
          data: { hidden, name: foldNames.get(edgeId(spot))?.name ?? '' },
          ...MARKER,
        }
      }
      const node = byId.get(id)
      if (!node) return { ...base, ...sizeOf(id), type: 'end', data: EMPTY, ...MARKER }
      return {
        ...base,
        ...sizeOf(id, CARD_GRIPS),
        type: 'step',
        data: { node },
        draggable: editing,
        ariaLabel: nodeNames.get(id),
      }
    }
    return keep(nodeCache, [...still.boxes.keys()].map(make), sameNode)
  }, [byId, folds, foldNames, still.boxes, selected, sizes, nodeNames, editing, plain])
  // what is dragged or on its way stands elsewhere; all else stays the object it is
  const { boxes, arriving } = shown
  const nodes = useMemo(() => {
    if (boxes === still.boxes) return standing
    return standing.map((node) => {
      const position = boxes.get(node.id) ?? node.position
      if (arriving.has(node.id)) return { ...node, position, className: 'akis-arriving' }
      return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position }
    })
  }, [standing, still, boxes, arriving])

  const ways = useMemo(
    () =>
      waysOut(flow).map(({ spot, to }) => {
        const standsFor = folds.get(spot.from)?.ways.get(to) ?? null
        const names = { from: titles.get(spot.from) ?? '', to: titles.get(to) ?? t('end') }
        const branch =
          spot.branch === null || standsFor
            ? null
            : branchSaid(byId.get(spot.from), spot.branch, words.naming)
        const ariaLabel =
          titles === UNSAID
            ? undefined
            : branch === null
              ? t('edge', names)
              : t('edgeBranch', { ...names, branch })
        return { id: edgeId(spot), spot, to, standsFor, branch, ariaLabel }
      }),
    [flow, byId, folds, titles, words.naming, t],
  )
  const edgeCache = useRef<Kept<FlowEdgeType>>(NOTHING_KEPT)
  const edges = useMemo(() => {
    const chosen = new Set(selected)
    return keep(
      edgeCache,
      ways.map(({ id, spot, to, standsFor, branch, ariaLabel }): FlowEdgeType => {
        const open = to.startsWith('end:')
        const still = open || standsFor !== null || !editing
        return {
          id,
          type: 'flow',
          source: spot.from,
          target: to,
          selected: chosen.has(id),
          selectable: !still,
          focusable: !still,
          reconnectable: still || folds.has(to) ? false : 'target',
          ariaLabel,
          data: {
            spot,
            lane: lanes.get(id),
            open,
            name: branch,
            fold: foldNames.get(id) ?? null,
            standsFor,
          },
        }
      }),
      sameEdge,
    )
  }, [ways, foldNames, lanes, selected, editing, folds])

  const repeatCache = useRef<Kept<RepeatEdgeType>>(NOTHING_KEPT)
  const repeats = useMemo(() => {
    const chosen = new Set(selected)
    const lanes = repeatLanes(flow.edges, boxes, (id) => sizes.get(id)?.height ?? CARD_HEIGHT)
    return keep(
      repeatCache,
      flow.edges.flatMap((edge): RepeatEdgeType[] => {
        const spot = spotOf(edge)
        const id = repeatId(spot)
        const lane = lanes.get(id)
        if (!edge.repeat || !lane) return []
        const { atMost } = edge.repeat
        const name = t('repeat.name', {
          from: titles.get(edge.from) ?? '',
          to: titles.get(edge.to) ?? '',
          count: atMost,
        })
        return [
          {
            id,
            type: 'repeat',
            source: edge.from,
            target: edge.to,
            selected: chosen.has(id),
            selectable: editing,
            // its pill is the stop for keyboards
            focusable: false,
            reconnectable: false,
            ariaLabel: name,
            data: { spot, lane, atMost, name },
          },
        ]
      }),
      sameRepeat,
    )
  }, [flow.edges, boxes, sizes, selected, titles, editing, t])
  const lines = useMemo((): CanvasEdge[] => [...edges, ...repeats], [edges, repeats])

  return { nodes, edges: lines, layout }
}

const EMPTY: Record<string, never> = {}
const MARKER = { draggable: false, selectable: false, focusable: false }

/** The map that was given before, while it says the same. */
function useSame(map: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const kept = useRef(map)
  const before = kept.current
  if (map.size !== before.size || [...map].some(([id, value]) => before.get(id) !== value)) kept.current = map
  return kept.current
}

/** Lays out again only when the shape has changed, not on every letter typed; what grows or shrinks only moves the rows. */
function useAutoLayout(flow: Flow, sizes: Sizes): { flat: Layout; auto: Layout } {
  const shape = useMemo(
    () => JSON.stringify([flow.nodes.map((node) => [node.id, branchesOf(node)]), flow.edges]),
    [flow.nodes, flow.edges],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape is all of the flow that counts
  const flat = useMemo(() => flatLayout(flow), [shape])
  const auto = useMemo(
    () => withHeights(flat, (id) => (isMarker(id) ? undefined : sizes.get(id)?.height)),
    [flat, sizes],
  )
  return { flat, auto }
}

/** An object that is another one where the steps hang together otherwise or were put elsewhere. */
const useShape = (flat: Layout, moved: Flow['layout']) => useMemo(() => ({ flat, moved }), [flat, moved])

/** A card without figures, which need not be drawn to know how large it is and where its lines begin and end. */
const CARD_SIZE = { width: CARD_WIDTH, height: CARD_HEIGHT }
const GRIP = { x: CARD_WIDTH / 2 - 2, width: 4, height: 4 }
const SOURCE_GRIP: NodeHandle = { ...GRIP, type: 'source', position: Position.Bottom, y: CARD_HEIGHT - 2 }
const TRIGGER_GRIPS = [SOURCE_GRIP]
const CARD_GRIPS = [{ ...GRIP, type: 'target', position: Position.Top, y: -2 } as NodeHandle, SOURCE_GRIP]

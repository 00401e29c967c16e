'use client'

import { type NodeHandle, Position } from '@xyflow/react'
import { useTranslations } from 'next-intl'
import { startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { spotOf } from '#flows/graph/edit/spot.ts'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import { branchesOf } from '#flows/graph/validate.ts'
import { isEditing, showsFigures } from './editor-store.ts'
import type { EndNodeType } from './end-node.tsx'
import type { FlowEdgeType } from './flow-edge.tsx'
import { foldable, foldFlow } from './fold-flow.ts'
import type { FoldNodeType } from './fold-node.tsx'
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
  spotOfId,
  waysOut,
  withHeights,
} from './layout.ts'
import type { RepeatEdgeType } from './repeat-edge.tsx'
import { repeatLanes } from './repeat-path.ts'
import { branchSaid, saidOn } from './said.ts'
import type { StepNodeType, TriggerNodeType } from './step-node.tsx'
import { triggerWords } from './trigger-words.ts'
import { useEditor } from './use-editor.ts'
import { type CanvasWords, wordsFor } from './use-words.ts'

/** A flow of more steps is drawn and named in part at first. */
export const MANY = 120

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
  const problems = useEditor((state) => state.problemsAt)
  const editing = useEditor(isEditing)
  const plain = !useEditor(showsFigures)
  const t = useTranslations('canvas')
  const tProblem = useTranslations('problems')

  const { flow, folds } = useMemo(() => foldFlow(whole, folded), [whole, folded])
  const { trigger } = flow
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed into a step moves no line
  const long = useMemo(() => foldable(whole), [whole.edges])
  const auto = useAutoLayout(flow, sizes)
  const still = useMemo(() => place(flow, auto), [flow, auto])
  const layout = useMemo(
    () =>
      dragged.size === 0 ? still : place(flow, auto, { ...flow.layout, ...Object.fromEntries(dragged) }),
    [flow, auto, still, dragged],
  )
  const lanes = useSame(layout.lanes)
  const speaking = useSpeaking(flow.nodes.length > MANY)
  const titles = useMemo(() => {
    if (!speaking) return UNSAID
    const all = new Map(flow.nodes.map((node) => [node.id, saidOn(node, words[wordsFor(node)]).title]))
    for (const [id, { hidden }] of folds) all.set(id, t('fold.steps', { count: hidden.length }))
    return all.set(TRIGGER_ID, triggerWords(trigger, words[trigger ? wordsFor(trigger) : 'plain']).title)
  }, [speaking, flow.nodes, trigger, folds, words, t])
  const foldNames = useMemo(() => {
    const nodes = new Map(whole.nodes.map((node) => [node.id, node]))
    return new Map(
      [...long].map(([line, { length: count }]) => {
        const unfold = folded.has(line)
        if (titles === UNSAID) return [line, { name: '', folded: unfold }]
        const { from, branch } = spotOfId(line)
        const names = {
          branch: branchSaid(nodes.get(from), branch ?? '', words.naming),
          step: titles.get(from) ?? '',
        }
        return [
          line,
          { name: t(unfold ? 'fold.expand' : 'fold.collapse', { ...names, count }), folded: unfold },
        ]
      }),
    )
  }, [whole.nodes, long, folded, titles, words.naming, t])

  const byId = useMemo(() => new Map(flow.nodes.map((node) => [node.id, node])), [flow.nodes])
  // apart from where they stand, so that dragging puts nothing into words
  const nodeNames = useMemo(() => {
    if (titles === UNSAID) return UNSAID
    const name = (id: string, kind: string) => {
      const found = problems.get(id) ?? []
      const values = { kind, title: titles.get(id) ?? '' }
      if (found.length === 0) return t('node', values)
      return t('nodeProblems', {
        ...values,
        problems: found.map((p) => tProblem(p.code, p.params)).join(' '),
      })
    }
    const named = flow.nodes.map(({ id, kind }) => [id, name(id, words.plain.t(`${kind}.name`))] as const)
    return new Map(named).set(TRIGGER_ID, name(TRIGGER_ID, words.plain.t('trigger.name')))
  }, [flow.nodes, problems, titles, words.plain, t, tProblem])
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
  // what is dragged and hangs below it stands elsewhere; all else stays the object it is
  const nodes = useMemo(() => {
    if (layout === still) return standing
    return standing.map((node) => {
      const position = layout.boxes.get(node.id) ?? node.position
      return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position }
    })
  }, [standing, still, layout])

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
    const lanes = repeatLanes(flow.edges, layout.boxes, (id) => sizes.get(id)?.height ?? CARD_HEIGHT)
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
  }, [flow.edges, layout.boxes, sizes, selected, titles, editing, t])
  const lines = useMemo((): CanvasEdge[] => [...edges, ...repeats], [edges, repeats])

  return { nodes, edges: lines, layout }
}

const EMPTY: Record<string, never> = {}
const UNSAID: ReadonlyMap<string, string> = new Map()

/** Whether names are given to screen readers yet: in a long flow once it is drawn, so that it is there the sooner. */
function useSpeaking(long: boolean): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const handle = setTimeout(() => startTransition(() => setDrawn(true)), 100)
    return () => clearTimeout(handle)
  }, [])
  return drawn || !long
}
const MARKER = { draggable: false, selectable: false, focusable: false }

/** The map that was given before, while it says the same. */
function useSame(map: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const kept = useRef(map)
  const before = kept.current
  if (map.size !== before.size || [...map].some(([id, value]) => before.get(id) !== value)) kept.current = map
  return kept.current
}

/** Lays out again only when the shape has changed, not on every letter typed; what grows or shrinks only moves the rows. */
function useAutoLayout(flow: Flow, sizes: Sizes): Layout {
  const shape = useMemo(
    () => JSON.stringify([flow.nodes.map((node) => [node.id, branchesOf(node)]), flow.edges]),
    [flow.nodes, flow.edges],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape is all of the flow that counts
  const flat = useMemo(() => flatLayout(flow), [shape])
  return useMemo(
    () => withHeights(flat, (id) => (isMarker(id) ? undefined : sizes.get(id)?.height)),
    [flat, sizes],
  )
}

/** A card without figures, which need not be drawn to know how large it is and where its lines begin and end. */
const CARD_SIZE = { width: CARD_WIDTH, height: CARD_HEIGHT }
const GRIP = { x: CARD_WIDTH / 2 - 2, width: 4, height: 4 }
const SOURCE_GRIP: NodeHandle = { ...GRIP, type: 'source', position: Position.Bottom, y: CARD_HEIGHT - 2 }
const TRIGGER_GRIPS = [SOURCE_GRIP]
const CARD_GRIPS = [{ ...GRIP, type: 'target', position: Position.Top, y: -2 } as NodeHandle, SOURCE_GRIP]

/** The elements as they were drawn last, in their order and by their ids. */
interface Kept<T> {
  list: T[]
  byId: ReadonlyMap<string, T>
}

const NOTHING_KEPT = { list: [], byId: new Map<string, never>() }

/** The elements, each the object it was while it is the same; the very list where all are, so that React Flow takes in none. */
function keep<T extends { id: string }>(
  cache: { current: Kept<T> },
  next: T[],
  same: (a: T, b: T) => boolean,
): T[] {
  const { list, byId } = cache.current
  const kept = next.map((item) => {
    const before = byId.get(item.id)
    return before && same(before, item) ? before : item
  })
  if (kept.length === list.length && kept.every((item, n) => item === list[n])) return list
  cache.current = { list: kept, byId: new Map(kept.map((item) => [item.id, item])) }
  return kept
}

function sameNode(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.type === b.type &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.measured === b.measured &&
    a.draggable === b.draggable &&
    a.ariaLabel === b.ariaLabel &&
    ('node' in a.data ? a.data.node : null) === ('node' in b.data ? b.data.node : null) &&
    foldText(a) === foldText(b)
  )
}

const foldText = ({ data }: CanvasNode) => ('hidden' in data ? JSON.stringify(data) : '')

function sameRepeat(a: RepeatEdgeType, b: RepeatEdgeType): boolean {
  return (
    a.target === b.target &&
    a.selected === b.selected &&
    a.selectable === b.selectable &&
    a.ariaLabel === b.ariaLabel &&
    a.data?.lane.x === b.data?.lane.x &&
    a.data?.lane.side === b.data?.lane.side
  )
}

function sameEdge(a: FlowEdgeType, b: FlowEdgeType): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.selected === b.selected &&
    a.focusable === b.focusable &&
    a.ariaLabel === b.ariaLabel &&
    a.data?.lane === b.data?.lane &&
    a.data?.name === b.data?.name &&
    a.data?.fold?.name === b.data?.fold?.name &&
    String(a.data?.standsFor) === String(b.data?.standsFor)
  )
}

'use client'

import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react'
import { memo, useState } from 'react'
import type { Spot } from '#flows/graph/edit/spot.ts'
import { AddButton } from './add-button.tsx'
import { BranchPill } from './branch-pill.tsx'
import { useLineChange } from './changes.tsx'
import { edgePath } from './edge-path.ts'
import { isEditing } from './editor-store.ts'
import { EdgeFigures, useEdgeWidth } from './figures.tsx'
import { OverLine } from './label-layer.tsx'
import type { Point } from './layout.ts'
import { useEditor } from './use-editor.ts'

export type FlowEdgeType = Edge<
  {
    spot: Spot
    lane: number | undefined
    open: boolean
    name: string | null
    /** What pressing the branch's name does, in full; null where the branch does not fold. */
    fold: { name: string; folded: boolean } | null
    /** Out of a folded branch: the lines it stands for, by their ids. It only shows where they lead. */
    standsFor: readonly string[] | null
  },
  'flow'
>

/** An edge with the name of its branch and its `+`; in report mode its count instead. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<FlowEdgeType>) {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props
  const [hover, setHover] = useState(false)
  const editing = useEditor(isEditing)
  const spot = data?.spot ?? { from: '', branch: null }
  const width = useEdgeWidth(spot)
  const light = useEditor(({ lit }) => {
    if (lit === null) return null
    return (data?.standsFor ?? [id]).some((line) => lit.edges.has(line)) ? 'on' : 'off'
  })
  const change = useLineChange(id)
  const path = edgePath(
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
    { branch: spot.branch !== null && !data?.standsFor, lane: data?.lane },
  )
  return (
    <>
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the hover only makes the + grow, which keyboards reach by itself */}
      <g onMouseEnter={() => setHover(true)} onMouseLeave={() => setHover(false)}>
        <BaseEdge
          id={id}
          path={path.d}
          interactionWidth={24}
          style={{
            stroke:
              change === 'added'
                ? 'var(--live)'
                : change === 'removed'
                  ? 'var(--failed)'
                  : selected || hover || light === 'on'
                    ? 'var(--primary)'
                    : 'var(--edge)',
            strokeWidth: width ?? (light === 'on' ? 2.5 : selected ? 2 : 1.5),
            opacity: light === 'off' || change === 'same' ? 0.35 : undefined,
            strokeDasharray: data?.open || change === 'removed' ? '4 4' : undefined,
          }}
        />
      </g>
      {!data?.standsFor && change !== 'removed' && (
        <OverLine>
          {spot.branch !== null && (
            <Placed at={path.label}>
              <BranchPill
                line={id}
                branch={spot.branch}
                name={data?.name ?? null}
                fold={data?.fold ?? null}
                dimmed={light === 'off'}
              />
            </Placed>
          )}
          {editing && !data?.open && (
            <Placed at={path.plus}>
              <AddButton id={id} spot={spot} always={hover || (selected ?? false)} />
            </Placed>
          )}
          {!editing && (
            <Placed at={path.plus}>
              <EdgeFigures spot={spot} />
            </Placed>
          )}
        </OverLine>
      )}
    </>
  )
})

/** Something that stands at a point of the canvas, by its middle. A transform for each would be dear to draw. */
function Placed({ at, children }: { at: Point; children: React.ReactNode }) {
  return (
    <div
      className="akis-placed absolute z-10 flex size-0 items-center justify-center"
      style={{ left: at.x, top: at.y }}
    >
      <div className="relative shrink-0">{children}</div>
    </div>
  )
}

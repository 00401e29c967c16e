'use client'

import { memo } from 'react'
import { type FlowShape, flowOfShape } from '#flows/graph/flow-shape.ts'
import { FlowThumbnail } from '../canvas/flow-thumbnail.tsx'

/** A flow's picture beside its name. Drawn again only when its steps changed. */
export const FlowStamp = memo(function FlowStamp({ shape }: { shape: FlowShape }) {
  return (
    <span
      aria-hidden
      className="grid size-14 shrink-0 place-items-center rounded-md border bg-background p-1.5"
    >
      <FlowThumbnail stamp flow={flowOfShape(shape)} className="size-full" />
    </span>
  )
})

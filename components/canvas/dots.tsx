'use client'

import { useStoreApi } from '@xyflow/react'
import { useLayoutEffect, useRef } from 'react'

const GAP = 24

/** The dots behind the flow. They follow it by style alone: React Flow's own are laid out anew in each frame. */
export function Dots() {
  const flow = useStoreApi()
  const dots = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    let drawn: readonly number[] | null = null
    const follow = () => {
      const { transform } = flow.getState()
      if (transform === drawn || dots.current === null) return
      drawn = transform
      const [x, y, zoom] = transform
      const { style } = dots.current
      style.backgroundSize = `${GAP * zoom}px ${GAP * zoom}px`
      style.backgroundPosition = `${x}px ${y}px`
      style.setProperty('--dot', `${0.75 * zoom}px`)
    }
    follow()
    return flow.subscribe(follow)
  }, [flow])
  return <div ref={dots} aria-hidden className="akis-dots pointer-events-none absolute inset-0" />
}

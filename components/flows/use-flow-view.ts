'use client'

import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { type FlowView, readView, writeView } from './flow-view.ts'

/**
 * The view in the address, and what changes it. What is chosen can be taken back with the browser's Back; what is typed and
 * how it is sorted is not a place of its own.
 */
export function useFlowView(): [FlowView, (part: Partial<FlowView>) => void] {
  const params = useSearchParams()
  const view = useMemo(() => readView(new URLSearchParams(params)), [params])
  const change = (part: Partial<FlowView>) => {
    const now = new URLSearchParams(window.location.search)
    const query = writeView(now, { ...readView(now), ...part }).toString()
    const address = query === '' ? '/flows' : `/flows?${query}`
    if (part.status !== undefined || part.tags !== undefined) window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }
  return [view, change]
}

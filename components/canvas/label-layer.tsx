'use client'

import { createContext, type ReactNode, type RefObject, use, useCallback } from 'react'
import { createPortal } from 'react-dom'

/** Gives the element over the lines in which their names and buttons stand. */
export const LabelLayerContext = createContext<() => Element | null>(() => null)

/** Looks for the canvas' label layer once; React Flow's own renderer of labels would with each move, for each line. */
export function useLabelLayer(frame: RefObject<HTMLDivElement | null>): () => Element | null {
  return useCallback(() => {
    const canvas = frame.current
    if (canvas === null) return null
    const known = layers.get(canvas)
    if (known?.isConnected) return known
    const found = canvas.querySelector('.react-flow__edgelabel-renderer')
    if (found) layers.set(canvas, found)
    return found
  }, [frame])
}

const layers = new WeakMap<Element, Element>()

/** What belongs to a line and stands over it. */
export function OverLine({ children }: { children: ReactNode }) {
  const layer = use(LabelLayerContext)()
  return layer === null ? null : createPortal(children, layer)
}

'use client'

import { useEffect } from 'react'
import { z } from 'zod'
import type { EditorStore } from './editor-store.ts'
import { foldable } from './fold-flow.ts'

const Lines = z.array(z.string())

/** Keeps in this browser which branches of a flow somebody has folded: it is how they look at it, and no part of the flow. */
export function useRememberedFolds(store: EditorStore, flowId: string): void {
  useEffect(() => {
    const place = `akis:folded:${flowId}`
    store.set({ folded: read(place) })
    let last = store.state.folded
    return store.subscribe(() => {
      const { folded } = store.state
      if (folded === last) return
      last = folded
      const there = foldable(store.flow)
      const lines = [...folded].filter((line) => there.has(line))
      if (lines.length > 0) localStorage.setItem(place, JSON.stringify(lines))
      else localStorage.removeItem(place)
    })
  }, [store, flowId])
}

function read(place: string): ReadonlySet<string> {
  const text = localStorage.getItem(place)
  if (text === null) return new Set()
  const lines = Lines.safeParse(json(text))
  return new Set(lines.success ? lines.data : [])
}

/** What others may have written there reads as nothing. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

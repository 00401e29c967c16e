'use client'

import { useState } from 'react'

/** Which rows of a list are ticked: some of them, or all that match its filter, seen or not. */
export interface Chosen {
  all: boolean
  ids: string[]
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** Ticks every row that is shown, or none. */
  toggleShown: () => void
  chooseAll: () => void
  clear: () => void
}

/** Keeps what is ticked among the rows that are shown; another `filter` begins anew. */
export function useChosen(shown: string[], filter: string): Chosen {
  const [kept, setKept] = useState({ filter, all: false, ids: new Set<string>() })
  const { all, ids: ticked } = kept.filter === filter ? kept : { all: false, ids: new Set<string>() }
  const ids = all ? shown : shown.filter((id) => ticked.has(id))
  const choose = (next: Iterable<string>, everything = false) =>
    setKept({ filter, all: everything, ids: new Set(next) })
  return {
    all,
    ids,
    has: (id) => all || ticked.has(id),
    toggle: (id) => choose(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    toggleShown: () => choose(ids.length === shown.length ? [] : shown),
    chooseAll: () => choose([], true),
    clear: () => choose([]),
  }
}

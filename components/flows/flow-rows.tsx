'use client'

import type { FlowSummary } from '../api/flows.ts'
import type { Chosen } from '../ui/use-chosen.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import type { Act } from './deeds.ts'
import { FlowCards } from './flow-cards.tsx'
import { FlowTable } from './flow-table.tsx'
import type { Sort } from './flow-view.ts'

export interface FlowRowsProps {
  /** In the order in which they are shown. */
  flows: FlowSummary[]
  sort: Sort
  onSort: (sort: Sort) => void
  /** Where rows can be ticked. */
  chosen?: Chosen | undefined
  /** Where something can be done to a flow. */
  act?: Act | undefined
}

/** Flows as a table, or on a phone as cards. */
export function FlowRows(props: FlowRowsProps) {
  const narrow = useNarrow()
  return narrow ? <FlowCards {...props} /> : <FlowTable {...props} />
}

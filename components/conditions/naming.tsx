'use client'

import type { ReactNode } from 'react'
import { NamesContext } from '../canvas/names.ts'
import { useKnown } from '../canvas/use-known.ts'

/** Lets sentences about conditions call lists, segments and flows by their names. */
export function Naming({ children }: { children: ReactNode }) {
  return <NamesContext value={useKnown().names}>{children}</NamesContext>
}

'use client'

import type { ReactNode } from 'react'
import { ZoneField } from '../zone-field.tsx'

export interface UntilProps<U> {
  node: string
  until: U
  /** `field`: what was changed, by its name. */
  onChange: (until: U, field: string) => void
}

/** The fields of a delay until an instant, and whose clock it is read from. `children` get what changes some of it. */
export function UntilFields<U extends { zone?: string | undefined }>({
  node,
  until,
  onChange,
  children,
}: UntilProps<U> & { children: (set: (part: Partial<U>, field: string) => void) => ReactNode }) {
  const set = (part: Partial<U>, field: string) => onChange(present({ ...until, ...part }), field)
  return (
    <>
      {children(set)}
      <ZoneField
        node={node}
        field="until.zone"
        value={until.zone}
        onChange={(zone) => set({ zone } as Partial<U>, 'zone')}
      />
    </>
  )
}

/** Without what says nothing. */
function present<U extends object>(until: U): U {
  return Object.fromEntries(Object.entries(until).filter(([, value]) => value !== undefined)) as U
}

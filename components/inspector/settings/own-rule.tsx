'use client'

import type { ReactNode } from 'react'
import { Switch } from '../../ui/switch.tsx'
import { ProblemGroup } from '../problem-field.tsx'

/** A setting that a flow may have for itself; without it, `usual` says what holds. */
export function OwnRule({
  field,
  title,
  usual,
  label,
  on,
  onToggle,
  children,
}: {
  field: string
  title: string
  usual: ReactNode
  /** What the switch is called. */
  label: string
  on: boolean
  onToggle: (on: boolean) => void
  children: ReactNode
}) {
  return (
    <ProblemGroup
      node=""
      field={field}
      title={title}
      hint={on ? undefined : usual}
      aside={<Switch aria-label={label} checked={on} onCheckedChange={onToggle} />}
    >
      {on && children}
    </ProblemGroup>
  )
}

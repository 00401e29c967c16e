'use client'

import { useEffect, useRef, useState } from 'react'
import type { Condition } from '#flows/conditions/condition.ts'
import type { BuilderScope } from './builder-scope.ts'
import { ConditionGroup } from './condition-group.tsx'
import { conditionOf, type DraftGroup, draftOf } from './draft.ts'
import { nextId } from './next-id.ts'

/** Equal for conditions that mean the same drawing: groups of nothing are nothing. */
const textOf = (value: Condition | null | undefined) => JSON.stringify(conditionOf(draftOf(value, () => '')))

/** Builds a condition of groups and leaves. Parts that are not finished yet are kept here and don't count. */
export function ConditionBuilder({
  value,
  onChange,
  scope,
  label,
}: {
  value: Condition | null | undefined
  /** Null where nothing (finished) is left. */
  onChange: (condition: Condition | null) => void
  scope: BuilderScope
  label: string
}) {
  const [draft, setDraft] = useState(() => draftOf(value, nextId))
  const sent = useRef(textOf(value))
  useEffect(() => {
    const now = textOf(value)
    if (now === sent.current) return
    sent.current = now
    setDraft(draftOf(value, nextId))
  }, [value])
  const change = (next: DraftGroup) => {
    setDraft(next)
    const condition = conditionOf(next)
    // a group of one, still being built, is not the draft of what it means
    const text = textOf(condition)
    if (text === sent.current) return
    sent.current = text
    onChange(condition)
  }
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{label}</legend>
      <ConditionGroup group={draft} onChange={change} scope={scope} depth={0} />
    </fieldset>
  )
}

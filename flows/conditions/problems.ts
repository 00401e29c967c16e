import type { Problem } from '../graph/problem.ts'
import { error } from '../graph/problem-of.ts'
import type { Condition, EventCondition } from './condition.ts'

/** Problems of a condition that stands in a node's `field`; `hasKey`: whether the flow's trigger names a key. */
export function conditionProblems(
  condition: Condition,
  node: string | null,
  field: string,
  hasKey: boolean,
): Problem[] {
  const problems: Problem[] = []
  walk(condition, field, (leaf, at) => {
    if (leaf === 'empty') problems.push(error('condition_empty', node, at))
    else if (leaf.kind === 'event') {
      if (leaf.event === '') problems.push(error('event_missing', node, `${at}.event`))
      if (leaf.sameKey && !hasKey) problems.push(error('key_missing', node, `${at}.sameKey`))
    } else if (neverMatches(leaf.op, leaf.value)) problems.push(error('never_matches', node, `${at}.value`))
  })
  return problems
}

type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { none: Condition[] }>

function walk(condition: Condition, at: string, visit: (leaf: Leaf | 'empty', at: string) => void): void {
  const group = groupOf(condition)
  if (group === null) visit(condition as Leaf, at)
  else if (group.members.length === 0) visit('empty', at)
  else
    for (const [index, member] of group.members.entries()) walk(member, `${at}.${group.name}.${index}`, visit)
}

/** The members of a group condition; null for a leaf. */
export function groupOf(condition: Condition): { name: 'all' | 'any' | 'none'; members: Condition[] } | null {
  if ('all' in condition) return { name: 'all', members: condition.all }
  if ('any' in condition) return { name: 'any', members: condition.any }
  if ('none' in condition) return { name: 'none', members: condition.none }
  return null
}

/** Names of the events a condition counts. */
export function countedEvents(condition: Condition): string[] {
  const group = groupOf(condition)
  if (group !== null) return group.members.flatMap(countedEvents)
  return 'kind' in condition && condition.kind === 'event' ? [(condition as EventCondition).event] : []
}

function neverMatches(op: string, value: unknown): boolean {
  if (op === 'exists' || op === 'missing') return false
  if (value === undefined || value === null || value === '') return true
  if (op === 'between')
    return !Array.isArray(value) || value.length !== 2 || Number(value[0]) > Number(value[1])
  return Array.isArray(value) && value.length === 0
}

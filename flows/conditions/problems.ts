import type { Problem } from '../graph/problem.ts'
import { error, warning } from '../graph/problem-of.ts'
import type { Condition } from './condition.ts'

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
    } else if (leaf.kind === 'list') {
      if (leaf.list === '') problems.push(error('list_missing', node, `${at}.list`))
    } else if (leaf.kind === 'segment') {
      if (leaf.segment === '') problems.push(error('segment_missing', node, `${at}.segment`))
    } else if (leaf.kind === 'property' && neverMatches(leaf.op, leaf.value)) {
      problems.push(error('never_matches', node, `${at}.value`))
    } else if (leaf.kind === 'random' && leaf.percent === 0) {
      problems.push(warning('never_matches', node, `${at}.percent`))
    }
  })
  return problems
}

/** A condition that holds no others. */
export type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { none: Condition[] }>

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

/** Every condition that a condition is made of, without the groups. */
export function leavesOf(condition: Condition): Leaf[] {
  const group = groupOf(condition)
  return group === null ? [condition as Leaf] : group.members.flatMap(leavesOf)
}

/** Names of the events a condition counts. */
export function countedEvents(condition: Condition): string[] {
  return leavesOf(condition).flatMap((leaf) => (leaf.kind === 'event' ? [leaf.event] : []))
}

/** Whether time alone can change what a condition says. */
export function looksAtTheClock(condition: Condition): boolean {
  return leavesOf(condition).some((leaf) =>
    leaf.kind === 'event'
      ? (leaf.within !== undefined && !('since' in leaf.within)) ||
        (leaf.where !== undefined && looksAtTheClock(leaf.where))
      : leaf.kind === 'property' && (leaf.op === 'in_last' || leaf.op === 'in_next'),
  )
}

/** Whether something else than an event of the person can change what a condition says. */
export function looksAtThePerson(condition: Condition): boolean {
  return leavesOf(condition).some(
    (leaf) =>
      leaf.kind !== 'event' && leaf.kind !== 'random' && !(leaf.kind === 'property' && leaf.of !== 'profile'),
  )
}

function neverMatches(op: string, value: unknown): boolean {
  if (op === 'exists' || op === 'missing') return false
  if (value === undefined || value === null || value === '') return true
  if (op === 'between')
    return !Array.isArray(value) || value.length !== 2 || Number(value[0]) > Number(value[1])
  return Array.isArray(value) && value.length === 0
}

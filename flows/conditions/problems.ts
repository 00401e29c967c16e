import type { Problem } from '../graph/problem.ts'
import { error, warning } from '../graph/problem-of.ts'
import { TRAIT_EVENTS } from '../traits/trait-names.ts'
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
      if (leaf.aggregate && neverMatches(leaf.aggregate.op, leaf.aggregate.value))
        problems.push(error('never_matches', node, `${at}.aggregate.value`))
    } else if (leaf.kind === 'list') {
      if (leaf.list === '') problems.push(error('list_missing', node, `${at}.list`))
    } else if (leaf.kind === 'segment') {
      if (leaf.segment === '') problems.push(error('segment_missing', node, `${at}.segment`))
    } else if (leaf.kind === 'in_flow') {
      if (leaf.flow === '') problems.push(error('flow_missing', node, `${at}.flow`))
    } else if (leaf.kind === 'sequence') {
      if (leaf.first.event === '') problems.push(error('event_missing', node, `${at}.first.event`))
      if (leaf.next.event === '') problems.push(error('event_missing', node, `${at}.next.event`))
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

/** Names of the events a condition depends on. */
export function countedEvents(condition: Condition): string[] {
  return leavesOf(condition).flatMap((leaf) => {
    if (leaf.kind === 'event') return [leaf.event]
    if (leaf.kind === 'sequence') return [leaf.first.event, leaf.next.event]
    return leaf.kind === 'property' && leaf.of === 'traits' ? TRAIT_EVENTS : []
  })
}

/** Whether time alone can change what a condition says. */
export function looksAtTheClock(condition: Condition): boolean {
  const clocked = (where: Condition | undefined) => where !== undefined && looksAtTheClock(where)
  return leavesOf(condition).some((leaf) => {
    switch (leaf.kind) {
      case 'event':
        return (leaf.within !== undefined && !('since' in leaf.within)) || clocked(leaf.where)
      case 'sequence':
        return !leaf.did || leaf.during !== undefined || clocked(leaf.first.where) || clocked(leaf.next.where)
      case 'engagement':
        return leaf.within !== undefined
      case 'property':
        return leaf.op === 'in_last' || leaf.op === 'in_next' || leaf.path === 'lifecycle_stage'
      default:
        return false
    }
  })
}

/** Whether something else than an event of the person can change what a condition says. */
export function looksAtThePerson(condition: Condition): boolean {
  return leavesOf(condition).some((leaf) => {
    if (leaf.kind === 'event' || leaf.kind === 'sequence' || leaf.kind === 'random') return false
    return leaf.kind !== 'property' || leaf.of === 'profile'
  })
}

function neverMatches(op: string, value: unknown): boolean {
  if (op === 'exists' || op === 'missing') return false
  if (value === undefined || value === null || value === '') return true
  if (op === 'between')
    return !Array.isArray(value) || value.length !== 2 || Number(value[0]) > Number(value[1])
  return Array.isArray(value) && value.length === 0
}

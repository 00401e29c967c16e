import type {
  Aggregate,
  Condition,
  ConsentCondition,
  EngagementCondition,
  EventCondition,
  EventPattern,
  InFlowCondition,
  ListCondition,
  MessageCondition,
  Operator,
  PropertyCondition,
  RandomCondition,
  SegmentCondition,
  SequenceCondition,
} from '#flows/conditions/condition.ts'
import { groupOf, type Leaf } from '#flows/conditions/problems.ts'

export type GroupName = 'all' | 'any' | 'none'
export type DraftProperty = PropertyCondition & { id: string }
export type DraftEvent = Omit<EventCondition, 'where'> & { id: string; where: DraftGroup | null }
/** An event by its name and properties, while it is being built. */
export interface DraftPattern {
  event: string
  where: DraftGroup | null
}
export type DraftSequence = Omit<SequenceCondition, 'first' | 'next'> & {
  id: string
  first: DraftPattern
  next: DraftPattern
}
export type DraftEngagement = EngagementCondition & { id: string }
export type DraftInFlow = InFlowCondition & { id: string }
export type DraftList = ListCondition & { id: string }
export type DraftSegment = SegmentCondition & { id: string }
export type DraftConsent = ConsentCondition & { id: string }
export type DraftMessage = MessageCondition & { id: string }
export type DraftRandom = RandomCondition & { id: string }
export type DraftLeaf =
  | DraftProperty
  | DraftEvent
  | DraftSequence
  | DraftEngagement
  | DraftInFlow
  | DraftList
  | DraftSegment
  | DraftConsent
  | DraftMessage
  | DraftRandom
export interface DraftGroup {
  id: string
  kind: 'group'
  group: GroupName
  members: Draft[]
}
/** A condition while it is being built: parts may be missing, and every part has an id. */
export type Draft = DraftLeaf | DraftGroup

/** Reads a condition into a draft whose root is always a group. `nextId` names the parts. */
export function draftOf(condition: Condition | null | undefined, nextId: () => string): DraftGroup {
  if (condition === null || condition === undefined) {
    return { id: nextId(), kind: 'group', group: 'all', members: [] }
  }
  const draft = read(condition, nextId)
  return draft.kind === 'group' ? draft : { id: nextId(), kind: 'group', group: 'all', members: [draft] }
}

function read(condition: Condition, nextId: () => string): Draft {
  const group = groupOf(condition)
  if (group !== null) {
    return {
      id: nextId(),
      kind: 'group',
      group: group.name,
      members: group.members.map((one) => read(one, nextId)),
    }
  }
  const leaf = condition as Leaf
  const whereOf = (where: Condition | undefined) => (where ? draftOf(where, nextId) : null)
  if (leaf.kind === 'event') return { ...leaf, id: nextId(), where: whereOf(leaf.where) }
  if (leaf.kind !== 'sequence') return { ...leaf, id: nextId() }
  const { first, next, ...rest } = leaf
  return {
    ...rest,
    id: nextId(),
    first: { event: first.event, where: whereOf(first.where) },
    next: { event: next.event, where: whereOf(next.where) },
  }
}

/** The condition a draft stands for, without its unfinished parts; null where nothing is left. */
export function conditionOf(draft: DraftGroup): Condition | null {
  const members = draft.members.flatMap(write)
  const [only] = members
  if (only === undefined) return null
  if (members.length === 1 && draft.group !== 'none') return only
  return groupNamed(draft.group, members)
}

function write(draft: Draft): Condition[] {
  if (draft.kind === 'group') {
    const members = draft.members.flatMap(write)
    return members.length === 0 ? [] : [groupNamed(draft.group, members)]
  }
  if (!isComplete(draft)) return []
  if (draft.kind === 'property') {
    const { id: _id, ...leaf } = draft
    return [
      needsNoValue(leaf.op) ? { kind: leaf.kind, of: leaf.of, path: leaf.path.trim(), op: leaf.op } : leaf,
    ]
  }
  if (draft.kind === 'sequence') {
    const { id: _id, first, next, ...leaf } = draft
    return [{ ...leaf, first: patternOf(first), next: patternOf(next) }]
  }
  if (draft.kind !== 'event') {
    const { id: _id, ...leaf } = draft
    return [leaf]
  }
  const { id: _id, where, event, ...leaf } = draft
  const { aggregate } = leaf
  const plain = aggregate && needsNoValue(aggregate.op) ? { ...leaf, aggregate: valueless(aggregate) } : leaf
  return [{ ...plain, ...patternOf({ event, where }) }]
}

const valueless = ({ fn, of, op }: Aggregate): Aggregate => ({ fn, of, op })

function patternOf({ event, where }: DraftPattern): EventPattern {
  const inner = where ? conditionOf(where) : null
  return inner ? { event, where: inner } : { event }
}

function groupNamed(name: GroupName, members: Condition[]): Condition {
  if (name === 'all') return { all: members }
  return name === 'any' ? { any: members } : { none: members }
}

/** Whether a part says enough to count. */
export function isComplete(leaf: DraftLeaf): boolean {
  switch (leaf.kind) {
    case 'event':
      return leaf.event.trim() !== '' && (leaf.aggregate === undefined || isPath(leaf.aggregate.of))
    case 'sequence':
      return leaf.first.event.trim() !== '' && leaf.next.event.trim() !== ''
    case 'in_flow':
      return leaf.flow !== ''
    case 'list':
      return leaf.list.trim() !== ''
    case 'segment':
      return leaf.segment.trim() !== ''
    case 'property':
      return isPath(leaf.path)
    case 'consent':
    case 'message':
    case 'engagement':
    case 'random':
      return true
  }
}

const isPath = (path: string) => path.trim() !== '' && path.split('.').every(isPart)
const isPart = (part: string) => part.trim() !== '' && part !== '__proto__'

/** Operators that compare with nothing. */
export const needsNoValue = (op: Operator): boolean => op === 'exists' || op === 'missing'

/** Puts another part in the place of the one with this id; null takes it away. */
export function replacePart(root: DraftGroup, id: string, part: Draft | null): DraftGroup {
  const members = root.members.flatMap((member): Draft[] => {
    if (member.id === id) return part === null ? [] : [part]
    return [member.kind === 'group' ? replacePart(member, id, part) : member]
  })
  return { ...root, members }
}

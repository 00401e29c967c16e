import type { SegmentCause } from '#db/queries/segments/checks.ts'
import type { SegmentRow } from '#db/queries/segments/segment-rows.ts'
import type { Condition } from '#flows/conditions/condition.ts'
import { countedEvents, leavesOf, looksAtTheClock } from '#flows/conditions/problems.ts'

/** What a segment's place among others is: what can change it, whom it asks, and whether the clock can. */
export type Dependencies = Pick<SegmentRow, 'causes' | 'asks' | 'clocked'>

type Other = Pick<SegmentRow, 'id' | 'name' | 'definition'>

/** The segments that a condition asks for, among those of its workspace, by id or name. */
export const askedSegments = <Segment extends Other>(
  condition: Condition,
  all: readonly Segment[],
): Segment[] => {
  const names = new Set(
    leavesOf(condition).flatMap((leaf) => (leaf.kind === 'segment' ? [leaf.segment] : [])),
  )
  return all.filter(({ id, name }) => names.has(id) || names.has(name))
}

/** What a segment of this definition depends on, those it asks for included. `all` must hold no circle that it is in. */
export function dependenciesOf(definition: Condition, all: readonly Other[]): Dependencies {
  const asked = askedSegments(definition, all)
  const further = asked.map((segment) => dependenciesOf(segment.definition, all))
  return {
    causes: [...new Set([...ownCauses(definition), ...further.flatMap(({ causes }) => causes)])].sort(),
    asks: asked.map(({ id }) => id),
    clocked: looksAtTheClock(definition) || further.some(({ clocked }) => clocked),
  }
}

function ownCauses(definition: Condition): SegmentCause[] {
  const leaves = leavesOf(definition)
  const has = (kind: (typeof leaves)[number]['kind']) => leaves.some((leaf) => leaf.kind === kind)
  return [
    ...countedEvents(definition).map((name) => `event:${name}` as const),
    ...(leaves.some((leaf) => leaf.kind === 'property' && leaf.of === 'profile')
      ? (['profile'] as const)
      : []),
    ...(has('list') ? (['list'] as const) : []),
    ...(has('consent') ? (['consent'] as const) : []),
    ...(has('engagement') ? (['message'] as const) : []),
    ...(has('in_flow') ? (['flow'] as const) : []),
  ]
}

/** Segments with those that others ask for before them. */
export function inOrder<Segment extends { id: string; asks: readonly string[] }>(
  all: readonly Segment[],
): Segment[] {
  const byId = new Map(all.map((segment) => [segment.id, segment]))
  const done = new Set<Segment>()
  const visit = (segment: Segment): void => {
    if (done.has(segment)) return
    for (const id of segment.asks) {
      const asked = byId.get(id)
      if (asked) visit(asked)
    }
    done.add(segment)
  }
  for (const segment of all) visit(segment)
  return [...done]
}

import type { SegmentRow } from '#db/queries/segments/segment-rows.ts'
import type { Condition } from '#flows/conditions/condition.ts'
import { groupOf, type Leaf } from '#flows/conditions/problems.ts'
import { AppError, type FieldError } from '../app-error.ts'
import { askedSegments } from './causes.ts'

/**
 * Refuses a definition that can't be judged of a person: one that asks nothing, that looks at a run, that names a segment that is
 * not there, or one that would ask for itself. Throws `invalid` with the places.
 */
export function checkDefinition(
  definition: Condition,
  { id, others }: { id: string | null; others: readonly SegmentRow[] },
): void {
  const errors = placesOf(definition, '/definition').flatMap(({ leaf, at }): FieldError[] => {
    const wrong = (code: string, message: string, field = '') => [{ pointer: `${at}${field}`, code, message }]
    if (leaf === 'empty') return wrong('condition_empty', 'has no condition in it')
    if (leaf.kind === 'property' && (leaf.of === 'event' || leaf.of === 'webhook'))
      return wrong('not_in_segments', 'looks at a run of a flow; a segment is judged of the person alone')
    if (leaf.kind === 'message') return wrong('not_in_segments', 'looks at a run of a flow; use `engagement`')
    if (leaf.kind === 'event' && leaf.sameKey)
      return wrong('not_in_segments', 'needs a run of a flow', '/sameKey')
    if (leaf.kind === 'event' && leaf.within && 'since' in leaf.within)
      return wrong('not_in_segments', 'needs a run of a flow', '/within')
    if (leaf.kind === 'segment' && askedSegments(leaf, others).length === 0)
      return wrong('unknown_segment', 'is no segment of this workspace', '/segment')
    return []
  })
  if (errors.length > 0) throw new AppError('invalid', 'The definition can’t be a segment’s.', errors)
  if (id !== null && reaches(definition, id, others)) {
    throw new AppError('invalid', 'A segment can’t ask for itself.', [
      { pointer: '/definition', code: 'segment_circle', message: 'leads back to this segment' },
    ])
  }
}

function reaches(definition: Condition, id: string, others: readonly SegmentRow[]): boolean {
  const seen = new Set<string>()
  const visit = (condition: Condition): boolean =>
    askedSegments(condition, others).some((segment) => {
      if (segment.id === id) return true
      if (seen.has(segment.id)) return false
      seen.add(segment.id)
      return visit(segment.definition)
    })
  return visit(definition)
}

function placesOf(condition: Condition, at: string): { leaf: Leaf | 'empty'; at: string }[] {
  const group = groupOf(condition)
  if (group === null) return [{ leaf: condition as Leaf, at }]
  if (group.members.length === 0) return [{ leaf: 'empty', at: `${at}/${group.name}` }]
  return group.members.flatMap((member, n) => placesOf(member, `${at}/${group.name}/${n}`))
}

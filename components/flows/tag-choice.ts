import { hasTag, MOST_TAGS, sameTag } from '#flows/graph/flow-tags.ts'

/** How a tag stands with several flows: on all of them, on some, on none. */
export type TagState = 'all' | 'some' | 'none'

/** What becomes of tags: some are put on every flow, some taken off. */
export interface TagChange {
  add: readonly string[]
  remove: readonly string[]
}

export const NO_CHANGE: TagChange = { add: [], remove: [] }

type Tagged = { tags: readonly string[] }

/** How a tag stands with the flows, once the change is made. */
export function tagState(flows: readonly Tagged[], tag: string, { add, remove }: TagChange): TagState {
  if (hasTag(add, tag)) return 'all'
  if (hasTag(remove, tag)) return 'none'
  const having = flows.filter(({ tags }) => hasTag(tags, tag)).length
  return having === 0 ? 'none' : having === flows.length ? 'all' : 'some'
}

/** The change after a person ticks a tag, or unticks it; one that stands so anyway needs none. */
export function withTag(flows: readonly Tagged[], change: TagChange, tag: string, on: boolean): TagChange {
  const others = (tags: readonly string[]) => tags.filter((other) => !sameTag(other, tag))
  const rest = { add: others(change.add), remove: others(change.remove) }
  if (tagState(flows, tag, rest) === (on ? 'all' : 'none')) return rest
  return on ? { ...rest, add: [...rest.add, tag] } : { ...rest, remove: [...rest.remove, tag] }
}

/** A flow's tags after the change: those it keeps in their order, then the new ones. */
export function changedTags(tags: readonly string[], { add, remove }: TagChange): string[] {
  const kept = tags.filter((tag) => !hasTag(remove, tag))
  return [...kept, ...add.filter((tag) => !hasTag(kept, tag))]
}

/** The flows that would have more tags than a flow may have. */
export function overfull<F extends Tagged>(flows: readonly F[], change: TagChange): F[] {
  return flows.filter(({ tags }) => changedTags(tags, change).length > MOST_TAGS)
}

import type { History } from '../edit/history.ts'
import type { Flow } from '../flow.ts'
import { mergeFlows } from './merge-flows.ts'
import { clashingIds, withOwnIds } from './own-ids.ts'

/**
 * The history of one's own edits on top of what somebody else saved meanwhile: undo takes back one's own work and never theirs.
 * `base`: what both started from. `present`: the merge of the present, for which choices may have been made.
 */
export function rebaseHistory(
  history: History<Flow>,
  { base, theirs, present }: { base: Flow; theirs: Flow; present: Flow },
): History<Flow> {
  const ids = clashingIds(base, statesOf(history), theirs)
  const onTop = (state: Flow) =>
    mergeFlows({ base, mine: withOwnIds(state, ids), theirs }, { otherwise: 'theirs' }).flow
  return {
    past: history.past.map(onTop),
    present,
    future: history.future.map(onTop),
    last: null,
  }
}

/** What is here now, under ids that are free in `theirs` too: the `mine` of a merge. */
export function presentOf(history: History<Flow>, { base, theirs }: { base: Flow; theirs: Flow }): Flow {
  return withOwnIds(history.present, clashingIds(base, statesOf(history), theirs))
}

const statesOf = ({ past, present, future }: History<Flow>) => [...past, present, ...future]

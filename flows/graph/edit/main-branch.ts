import { type FlowNode, type NodeKind, OTHERWISE } from '../flow.ts'
import { branchesOf } from '../validate.ts'

const MAIN: Partial<Record<NodeKind, string>> = { wait: 'timed_out', split: OTHERWISE }

/**
 * The way out on which a flow goes on when a step is put into it or taken out of it: the first one,
 * save for a wait, where `happened` usually ends the run and the flow goes on when the time is up, and for a split, where
 * most people go otherwise.
 * Undefined where the run ends.
 */
export function mainBranch(node: FlowNode): string | null | undefined {
  return MAIN[node.kind] ?? branchesOf(node)[0]
}

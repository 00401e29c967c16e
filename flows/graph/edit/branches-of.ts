import type { FlowNode, NodeKind } from '../flow.ts'

const BRANCHES: { [K in NodeKind]: readonly (string | null)[] } = {
  delay: [null],
  wait: ['happened', 'timed_out'],
  condition: ['yes', 'no'],
  email: [null],
  sms: [null],
  webhook: ['succeeded', 'failed'],
  update_profile: [null],
  exit: [],
}

/** The ways out of a step in the order they are drawn: `[null]` for a single one, `[]` where the run ends. */
export function branchesOf(node: Pick<FlowNode, 'kind'>): readonly (string | null)[] {
  return BRANCHES[node.kind]
}

const MAIN: Partial<Record<NodeKind, string>> = { wait: 'timed_out' }

/**
 * The way out on which a flow goes on when a step is put into it or taken out of it: the first one,
 * save for a wait, where `happened` usually ends the run and the flow goes on when the time is up.
 */
export function mainBranch(node: Pick<FlowNode, 'kind'>): string | null | undefined {
  return MAIN[node.kind] ?? branchesOf(node)[0]
}

import type { Flow } from '../flow.ts'
import { isMessageNode } from '../message-node.ts'
import { type EditResult, refused } from './edit-result.ts'
import { insertNode } from './insert-node.ts'
import { mainBranch } from './main-branch.ts'
import { nodeById } from './spot.ts'

/** Puts a copy of a step right after it, on its main branch; a message's copy is a draft. */
export function duplicateNode(flow: Flow, { id, newId }: { id: string; newId: string }): EditResult {
  const node = nodeById(flow, id)
  if (!node) return refused('unknown_node')
  const branch = mainBranch(node)
  if (branch === undefined) return refused('nothing_after_exit')
  const copy = { ...structuredClone(node), id: newId }
  if (isMessageNode(copy)) copy.config.status = 'draft'
  return insertNode(flow, { node: copy, at: { from: id, branch } })
}

import type { FlowNode } from '#flows/graph/flow.ts'
import { branchName } from './node-views/branch-name.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { wordsOf } from './node-views/registry.ts'

type Said<T> = WeakMap<NodeWords, WeakMap<FlowNode, T>>
const cards: Said<{ title: string; detail: string | null }> = new WeakMap()
const branches: Said<Map<string, string>> = new WeakMap()

/** What a step's card says: `wordsOf`, put into words once for each step as it stands. */
export const saidOn = (node: FlowNode, words: NodeWords): { title: string; detail: string | null } =>
  once(cards, words, node, () => wordsOf(node, words))

/** What a branch of a step is called, put into words once for each step as it stands. */
export function branchSaid(node: FlowNode | undefined, branch: string, words: NodeWords): string {
  if (node === undefined) return branchName(undefined, branch, words)
  const names = once(branches, words, node, () => new Map<string, string>())
  const known = names.get(branch)
  if (known !== undefined) return known
  const name = branchName(node, branch, words)
  names.set(branch, name)
  return name
}

function once<T>(said: Said<T>, words: NodeWords, node: FlowNode, make: () => T): T {
  const ofWords = said.get(words) ?? new WeakMap<FlowNode, T>()
  said.set(words, ofWords)
  const known = ofWords.get(node)
  if (known !== undefined) return known
  const made = make()
  ofWords.set(node, made)
  return made
}

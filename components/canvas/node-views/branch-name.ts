import { groupOf } from '#flows/conditions/problems.ts'
import { type FlowNode, OTHERWISE } from '#flows/graph/flow.ts'
import { describeCondition } from '../../conditions/describe.ts'
import type { NodeWords } from './node-view.ts'

/** A way out of a step in words: a split's name or condition, an experiment's path with its share, else the branch itself. */
export function branchName(
  node: Pick<FlowNode, 'kind' | 'config'> | undefined,
  branch: string,
  words: NodeWords,
): string {
  const { t, locale, conditions, key } = words
  if (node?.kind === 'split' && branch !== OTHERWISE) {
    const { branches } = (node as FlowNode<'split'>).config
    const index = branches.findIndex(({ id }) => id === branch)
    const found = branches[index]
    if (found === undefined) return branch
    if (found.name?.trim()) return found.name
    return groupOf(found.if)?.members.length === 0
      ? t('split.branch', { n: index + 1 })
      : describeCondition(found.if, conditions, key)
  }
  if (node?.kind === 'experiment') {
    const { paths } = (node as FlowNode<'experiment'>).config
    const index = paths.findIndex(({ id }) => id === branch)
    const found = paths[index]
    if (found === undefined) return branch
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
    return `${found.name?.trim() || pathLetter(index)} · ${share.format(found.weight / 100)}`
  }
  return t.has(`branches.${branch}`) ? t(`branches.${branch}`) : branch
}

/** A, B, C, … for the paths of an experiment. */
export const pathLetter = (index: number): string => String.fromCharCode(65 + index)

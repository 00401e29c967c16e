import { Split } from 'lucide-react'
import type { Condition } from '#flows/conditions/condition.ts'
import { type Leaf, leavesOf } from '#flows/conditions/problems.ts'
import { describeCondition } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const condition: NodeView<'condition'> = {
  family: 'logic',
  icon: Split,
  title: (config, { t, conditions, key }) =>
    looksAt(config.if).length === 0
      ? t('condition.empty')
      : t('condition.title', { condition: describeCondition(config.if, conditions, key) }),
  detail: (config, { t, event }) => {
    const seen = new Set(looksAt(config.if))
    if (seen.size !== 1) return t('condition.name')
    const [only] = seen
    return only === 'event'
      ? t('condition.looksAtEvent', { event: event ?? '' })
      : t(`condition.looksAt_${only}`)
  },
}

type Subject = 'profile' | 'traits' | 'event' | 'webhook' | 'history' | 'groups' | 'message' | 'chance'

const SUBJECTS = {
  event: 'history',
  sequence: 'history',
  engagement: 'history',
  in_flow: 'groups',
  list: 'groups',
  segment: 'groups',
  consent: 'profile',
  message: 'message',
  random: 'chance',
} as const satisfies Record<Exclude<Leaf['kind'], 'property'>, Subject>

/** What the condition reads, once for every leaf. */
function looksAt(condition: Condition): Subject[] {
  return leavesOf(condition).map((leaf) => (leaf.kind === 'property' ? leaf.of : SUBJECTS[leaf.kind]))
}

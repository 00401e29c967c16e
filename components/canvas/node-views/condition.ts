import { Split } from 'lucide-react'
import type { Condition } from '#flows/conditions/condition.ts'
import { groupOf } from '#flows/conditions/problems.ts'
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

/** What the condition reads, once for every leaf. */
function looksAt(condition: Condition): ('profile' | 'event' | 'webhook' | 'history')[] {
  const group = groupOf(condition)
  if (group !== null) return group.members.flatMap(looksAt)
  if (!('kind' in condition)) return []
  return [condition.kind === 'property' ? condition.of : 'history']
}

import { Hourglass } from 'lucide-react'
import { describeCondition, durationText, keyText } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const wait: NodeView<'wait'> = {
  family: 'time',
  icon: Hourglass,
  title: ({ for: awaited, atMost }, { t, locale, key, conditions }) => {
    const duration = durationText(atMost, locale)
    if ('condition' in awaited) {
      return t('wait.titleCondition', {
        condition: describeCondition(awaited.condition, conditions, key),
        duration,
      })
    }
    return t(awaited.sameKey ? 'wait.titleSameKey' : 'wait.title', {
      event: awaited.event || '…',
      of: keyText(key, conditions),
      duration,
    })
  },
  detail: ({ for: awaited, restartOn }, { t, conditions, key }) => {
    if (restartOn) return t('wait.restarts', { event: restartOn.event || '…' })
    return 'event' in awaited && awaited.where
      ? t('wait.where', { condition: describeCondition(awaited.where, conditions, key) })
      : t('wait.name')
  },
}

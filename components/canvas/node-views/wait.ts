import { Hourglass } from 'lucide-react'
import { describeCondition, durationText, keyText } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const wait: NodeView<'wait'> = {
  family: 'time',
  icon: Hourglass,
  title: ({ for: awaited, atMost }, { t, locale, key, conditions }) =>
    t(awaited.sameKey ? 'wait.titleSameKey' : 'wait.title', {
      event: awaited.event || '…',
      of: keyText(key, conditions),
      duration: durationText(atMost, locale),
    }),
  detail: ({ for: awaited }, { t, conditions, key }) =>
    awaited.where
      ? t('wait.where', { condition: describeCondition(awaited.where, conditions, key) })
      : t('wait.name'),
}

import type { Trigger } from '#flows/graph/flow.ts'
import { describeCondition, pathName } from '../conditions/describe.ts'
import type { NodeWords } from './node-views/node-view.ts'

/** The words on the trigger's card. */
export function triggerWords(trigger: Trigger | null, words: NodeWords): { title: string; detail: string } {
  const { t, conditions, key } = words
  if (trigger === null || (trigger.kind === 'event' && trigger.event === '')) {
    return { title: t('trigger.empty'), detail: t('trigger.emptyDetail') }
  }
  if (trigger.kind === 'manual') return { title: t('trigger.manual'), detail: t('trigger.manualDetail') }
  const parts = {
    key: key === null ? '' : pathName(key, conditions),
    condition: trigger.filter ? describeCondition(trigger.filter, conditions, key) : '',
  }
  const which =
    key === null ? (trigger.filter ? 'filter' : 'everyTime') : trigger.filter ? 'keyAndFilter' : 'key'
  return { title: t('trigger.event', { event: trigger.event }), detail: t(`trigger.${which}`, parts) }
}

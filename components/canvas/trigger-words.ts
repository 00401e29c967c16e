import type { Trigger } from '#flows/graph/flow.ts'
import { describeCondition, nameIn, pathName } from '../conditions/describe.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { offsetText } from './node-views/offset-text.ts'
import { capital } from './node-views/registry.ts'

interface TriggerWords {
  title: string
  detail: string
}

/** The words on the trigger's card. */
export function triggerWords(trigger: Trigger | null, words: NodeWords): TriggerWords {
  const { t } = words
  const empty = { title: t('trigger.empty'), detail: t('trigger.emptyDetail') }
  if (trigger === null) return empty
  switch (trigger.kind) {
    case 'event':
      return trigger.event === '' ? empty : eventWords(trigger, words)
    case 'list':
      return {
        title:
          trigger.list === ''
            ? t('trigger.listEmpty')
            : t('trigger.list', { list: nameIn(words.conditions, 'list', trigger.list) }),
        detail: t('trigger.listDetail'),
      }
    case 'segment':
      return {
        title:
          trigger.segment === ''
            ? t('trigger.segmentEmpty')
            : t(`trigger.segment_${trigger.on}`, {
                segment: nameIn(words.conditions, 'segment', trigger.segment),
              }),
        detail: t('trigger.segmentDetail'),
      }
    case 'date':
      return trigger.date === '' ? { ...empty, title: t('trigger.dateEmpty') } : dateWords(trigger, words)
    case 'manual':
      return { title: t('trigger.manual'), detail: t('trigger.manualDetail') }
  }
}

function eventWords(trigger: Extract<Trigger, { kind: 'event' }>, words: NodeWords): TriggerWords {
  const { t, conditions, key } = words
  const parts = {
    key: key === null ? '' : pathName(key, conditions),
    condition: trigger.filter ? describeCondition(trigger.filter, conditions, key) : '',
  }
  const which =
    key === null ? (trigger.filter ? 'filter' : 'everyTime') : trigger.filter ? 'keyAndFilter' : 'key'
  return { title: t('trigger.event', { event: trigger.event }), detail: t(`trigger.${which}`, parts) }
}

function dateWords(trigger: Extract<Trigger, { kind: 'date' }>, words: NodeWords): TriggerWords {
  const { t, conditions } = words
  const name = pathName(trigger.date.replace(/^profile\./, ''), conditions)
  const away = trigger.offset !== undefined && trigger.offset.amount !== 0
  return {
    title: away
      ? capital(offsetText(trigger.offset, name, words), words.locale)
      : capital(t('trigger.dateOn', { date: name }), words.locale),
    detail: t(`trigger.repeats.${trigger.repeat}`, { time: trigger.time }),
  }
}

import { Clock } from 'lucide-react'
import { durationMs } from '#flows/schedule/duration.ts'
import type { UntilDate, UntilTime } from '#flows/schedule/until.ts'
import { durationText, pathName } from '../../conditions/describe.ts'
import { weekdaysText } from '../../conditions/weekdays-text.ts'
import type { NodeView, NodeWords } from './node-view.ts'
import { offsetText } from './offset-text.ts'

export const delay: NodeView<'delay'> = {
  family: 'time',
  icon: Clock,
  title: (config, words) => {
    if ('for' in config) return words.t('delay.title', { duration: durationText(config.for, words.locale) })
    return 'date' in config.until ? untilDate(config.until, words) : untilTime(config.until, words)
  },
  detail: (config, { t, locale }) => {
    if ('until' in config) {
      const { zone } = config.until
      return zone === undefined || zone === 'profile'
        ? t('delay.ownZone')
        : t('delay.zone', { zone: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone })
    }
    return config.for.unit === 'days' || config.for.unit === 'weeks'
      ? t('delay.exactly', {
          duration: durationText({ amount: durationMs(config.for) / 3_600_000, unit: 'hours' }, locale),
        })
      : t('delay.name')
  },
}

function untilTime(
  { time, weekdays = [], afterDays = 0 }: UntilTime,
  { t, locale, conditions }: NodeWords,
): string {
  const days = weekdays.length > 0 && weekdays.length < 7 ? weekdaysText(weekdays, conditions) : ''
  const after = afterDays > 0 ? durationText({ amount: afterDays, unit: 'days' }, locale) : ''
  if (after !== '') return t(days === '' ? 'delay.afterDays' : 'delay.afterDaysOn', { time, days, after })
  return t(days === '' ? 'delay.untilTime' : 'delay.untilTimeOn', { time, days })
}

function untilDate(until: UntilDate, { t, locale, conditions }: NodeWords): string {
  if (until.date === '') return t('delay.noDate')
  const path = until.date.slice(until.date.indexOf('.') + 1)
  const date = offsetText(until.offset, pathName(path, conditions), { t, locale })
  return until.time === undefined
    ? t('delay.untilDate', { date })
    : t('delay.untilDateAt', { date, time: until.time })
}

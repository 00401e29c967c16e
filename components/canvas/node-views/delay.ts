import { Clock } from 'lucide-react'
import { durationMs } from '#flows/schedule/duration.ts'
import { durationText } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const delay: NodeView<'delay'> = {
  family: 'time',
  icon: Clock,
  title: (config, { t, locale }) => t('delay.title', { duration: durationText(config.for, locale) }),
  detail: (config, { t, locale }) =>
    config.for.unit === 'days' || config.for.unit === 'weeks'
      ? t('delay.exactly', {
          duration: durationText({ amount: durationMs(config.for) / 3_600_000, unit: 'hours' }, locale),
        })
      : t('delay.name'),
}

import { FlaskConical } from 'lucide-react'
import { pathLetter } from './branch-name.ts'
import type { NodeView } from './node-view.ts'

export const experiment: NodeView<'experiment'> = {
  family: 'logic',
  icon: FlaskConical,
  title: ({ paths }, { t }) =>
    paths.length === 0
      ? t('experiment.empty')
      : t('experiment.title', { paths: paths.map((path, n) => path.name || pathLetter(n)).join(' / ') }),
  detail: ({ winner }, { t, locale }) => {
    if (winner === undefined) return t('experiment.name')
    const metric = t(`experiment.metrics.${winner.metric}`)
    if ('people' in winner.after) {
      const people = new Intl.NumberFormat(locale).format(winner.after.people)
      return t('experiment.winnerPeople', { metric, people })
    }
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(winner.after.date))
    return t('experiment.winnerDate', { metric, date })
  },
}

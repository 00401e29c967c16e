import { Waypoints } from 'lucide-react'
import { branchName } from './branch-name.ts'
import type { NodeView } from './node-view.ts'

export const split: NodeView<'split'> = {
  family: 'logic',
  icon: Waypoints,
  title: ({ branches }, { t }) =>
    branches.length === 0 ? t('split.empty') : t('split.title', { count: branches.length + 1 }),
  detail: (config, words) =>
    config.branches.length === 0
      ? words.t('split.name')
      : config.branches.map(({ id }) => branchName({ kind: 'split', config }, id, words)).join(' · '),
}

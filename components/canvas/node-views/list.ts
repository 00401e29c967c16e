import { ListPlus } from 'lucide-react'
import { nameIn } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const list: NodeView<'list'> = {
  family: 'action',
  icon: ListPlus,
  title: (config, { t, conditions }) =>
    config.list === ''
      ? t(`list.empty_${config.action}`)
      : t(`list.title_${config.action}`, { list: nameIn(conditions, 'list', config.list) }),
  detail: (_config, { t }) => t('list.name'),
}

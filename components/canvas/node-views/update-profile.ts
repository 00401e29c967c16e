import { UserPen } from 'lucide-react'
import { pathName } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const updateProfile: NodeView<'update_profile'> = {
  family: 'action',
  icon: UserPen,
  title: ({ set, unset = [] }, { t, conditions }) => {
    const paths = Object.keys(set)
    const total = paths.length + unset.length
    if (total === 0) return t('update_profile.empty')
    if (total > 1) return t('update_profile.several', { count: total })
    const [path] = paths
    if (path === undefined) return t('update_profile.clear', { path: pathName(unset[0] ?? '', conditions) })
    return t('update_profile.title', { path: pathName(path, conditions), value: String(set[path] ?? '…') })
  },
  detail: ({ set, unset = [] }, { t }) => {
    const names = [...Object.keys(set), ...unset]
    return names.length > 1 ? names.join(', ') : t('update_profile.name')
  },
}

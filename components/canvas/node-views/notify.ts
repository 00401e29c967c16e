import { Megaphone } from 'lucide-react'
import type { NodeView } from './node-view.ts'
import { plainLiquid } from './plain-liquid.ts'

export const notify: NodeView<'notify'> = {
  family: 'action',
  icon: Megaphone,
  title: ({ text }, { t, conditions }) =>
    text.trim() === '' ? t('notify.empty') : t('notify.title', { text: plainLiquid(text, conditions) }),
  detail: ({ to }, { t }) => (to.trim().toLowerCase() === 'team' ? t('notify.team') : to.trim() || null),
}

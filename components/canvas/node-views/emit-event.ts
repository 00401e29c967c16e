import { RadioTower } from 'lucide-react'
import type { NodeView } from './node-view.ts'

export const emitEvent: NodeView<'emit_event'> = {
  family: 'action',
  icon: RadioTower,
  title: ({ event }, { t }) => (event === '' ? t('emit_event.empty') : t('emit_event.title', { event })),
  detail: ({ properties }, { t }) => {
    const names = Object.keys(properties)
    return names.length === 0 ? t('emit_event.name') : names.join(', ')
  },
}

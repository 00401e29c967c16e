import { RadioTower } from 'lucide-react'
import type { NodeView } from './node-view.ts'

export const emitEvent: NodeView<'emit_event'> = {
  family: 'action',
  icon: RadioTower,
  title: ({ event }, { t }) => (event === '' ? t('emit_event.empty') : t('emit_event.title', { event })),
  detail: ({ event, properties }, { t }) => {
    const names = Object.keys(properties)
    if (names.length > 0) return names.join(', ')
    return t(event === '' ? 'emit_event.summary' : 'emit_event.name')
  },
}

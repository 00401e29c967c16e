import { BellRing } from 'lucide-react'
import type { NodeView } from './node-view.ts'
import { plainLiquid } from './plain-liquid.ts'

export const push: NodeView<'push'> = {
  family: 'message',
  icon: BellRing,
  title: ({ title }, { t, conditions }) =>
    title.trim() === '' ? t('push.empty') : t('push.title', { title: plainLiquid(title, conditions) }),
  detail: ({ body, messageKind }, { t, conditions }) =>
    plainLiquid(body, conditions) || t(`kinds.${messageKind}`),
}

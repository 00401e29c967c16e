import { MessageCircle } from 'lucide-react'
import type { NodeView } from './node-view.ts'

export const whatsapp: NodeView<'whatsapp'> = {
  family: 'message',
  icon: MessageCircle,
  title: ({ template }, { t }) =>
    template.name === '' ? t('whatsapp.empty') : t('whatsapp.title', { template: template.name }),
  detail: ({ template, messageKind }, { t }) =>
    template.body?.replace(/\s+/g, ' ').trim() || t(`kinds.${messageKind}`),
}

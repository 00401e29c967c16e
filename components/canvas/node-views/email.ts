import { Mail } from 'lucide-react'
import type { NodeView } from './node-view.ts'
import { plainLiquid } from './plain-liquid.ts'

export const email: NodeView<'email'> = {
  family: 'message',
  icon: Mail,
  title: ({ subject }, { t, conditions }) =>
    subject.trim() === ''
      ? t('email.empty')
      : t('email.title', { subject: plainLiquid(subject, conditions) }),
  detail: ({ preheader, messageKind }, { t, conditions }) =>
    plainLiquid(preheader ?? '', conditions) || t(`kinds.${messageKind}`),
}

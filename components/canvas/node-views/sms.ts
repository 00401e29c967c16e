import { MessageSquareText } from 'lucide-react'
import { smsParts } from '#flows/content/sms-parts.ts'
import type { NodeView } from './node-view.ts'
import { plainLiquid } from './plain-liquid.ts'

export const sms: NodeView<'sms'> = {
  family: 'message',
  icon: MessageSquareText,
  title: ({ text }, { t, conditions }) =>
    text.trim() === '' ? t('sms.empty') : t('sms.title', { text: plainLiquid(text, conditions) }),
  detail: ({ text, messageKind }, { t }) =>
    text.trim() === ''
      ? t(`kinds.${messageKind}`)
      : t('sms.detail', { kind: t(`kinds.${messageKind}`), parts: smsParts(text).parts }),
}

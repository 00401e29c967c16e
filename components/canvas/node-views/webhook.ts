import { Webhook } from 'lucide-react'
import type { NodeView } from './node-view.ts'

export const webhook: NodeView<'webhook'> = {
  family: 'action',
  icon: Webhook,
  title: ({ url }, { t }) => {
    const host = /^https?:\/\/([^/?#\s]+)/i.exec(url.trim())?.[1]
    return host ? t('webhook.title', { host }) : t('webhook.empty')
  },
  detail: ({ url }, { t }) => {
    const path = url.trim().replace(/^https?:\/\/[^/?#]+/i, '')
    return path === '' ? t('webhook.name') : `POST ${path}`
  },
}

import { LogOut } from 'lucide-react'
import type { NodeView } from './node-view.ts'

export const exit: NodeView<'exit'> = {
  family: 'action',
  icon: LogOut,
  title: (_config, { t }) => t('exit.title'),
  detail: ({ reason }, { t }) => (reason.trim() === '' ? t('exit.empty') : t('exit.reason', { reason })),
}

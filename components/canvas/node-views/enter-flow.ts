import { Workflow } from 'lucide-react'
import { nameIn } from '../../conditions/describe.ts'
import type { NodeView } from './node-view.ts'

export const enterFlow: NodeView<'enter_flow'> = {
  family: 'action',
  icon: Workflow,
  title: ({ flow }, { t, conditions }) =>
    flow === '' ? t('enter_flow.empty') : t('enter_flow.title', { flow: nameIn(conditions, 'flow', flow) }),
  detail: ({ flow }, { t }) => t(flow === '' ? 'enter_flow.summary' : 'enter_flow.name'),
}

'use client'

import { useTranslations } from 'next-intl'
import { useFlows } from '../../api/flows.ts'
import { useOpenFlow } from '../../canvas/open-flow.ts'
import { Combobox } from '../../ui/combobox.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'

export function EnterFlowForm({ node, onChange }: NodeFormProps<'enter_flow'>) {
  const t = useTranslations('inspector.enter_flow')
  const tFlow = useTranslations('flows')
  const { id } = useOpenFlow()
  const { data: flows = [] } = useFlows()
  const { flow } = node.config
  const others = flows.filter((one) => one.id === flow || (one.id !== id && one.status !== 'archived'))
  const chosen = flows.find((one) => one.id === flow)
  return (
    <ProblemField node={node.id} field="flow" label={t('flow')} hint={t('hint')}>
      {(control) => (
        <>
          <Combobox
            {...control}
            value={flow === '' ? undefined : flow}
            onValueChange={(next) => onChange({ flow: next }, 'flow')}
            options={others.map(({ id: value, name, status }) => ({
              value,
              label: name,
              detail: tFlow(`status.${status}`),
            }))}
            placeholder={t('choose')}
            searchPlaceholder={t('search')}
          />
          {chosen && chosen.status !== 'live' && <p className="text-[13px] text-paused">{t('notLive')}</p>}
        </>
      )}
    </ProblemField>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { ListCombobox } from '../../conditions/list-combobox.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'

export function ListForm({ node, onChange }: NodeFormProps<'list'>) {
  const t = useTranslations('inspector.list')
  const { config } = node
  return (
    <>
      <Segmented
        aria-label={t('action')}
        className="self-start"
        value={config.action}
        onValueChange={(action) => onChange({ ...config, action }, 'action')}
        options={(['add', 'remove'] as const).map((value) => ({ value, label: t(`actions.${value}`) }))}
      />
      <ProblemField node={node.id} field="list" label={t('list')} hint={t(`hints.${config.action}`)}>
        {(control) => (
          <ListCombobox
            {...control}
            value={config.list}
            onValueChange={(list) => onChange({ ...config, list }, 'list')}
          />
        )}
      </ProblemField>
    </>
  )
}

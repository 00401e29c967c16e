'use client'

import { useTranslations } from 'next-intl'
import { useConditionWords } from '../canvas/use-words.ts'
import { Combobox } from '../ui/combobox.tsx'
import { ChoiceLeaf, type LeafProps } from './choice-leaf.tsx'
import type { DraftInFlow } from './draft.ts'

/** Whether the person is inside a flow now. */
export function InFlowLeaf({ leaf, onChange, onRemove }: LeafProps<DraftInFlow>) {
  const t = useTranslations('conditions.builder')
  const flows = [...(useConditionWords().names?.flow ?? [])]
  return (
    <ChoiceLeaf
      leaf={leaf}
      onRemove={onRemove}
      label={t('membership')}
      value={leaf.op}
      onValueChange={(op) => onChange({ ...leaf, op })}
      options={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`inFlowOps.${op}`) }))}
    >
      <Combobox
        aria-label={t('flow')}
        value={leaf.flow === '' ? undefined : leaf.flow}
        onValueChange={(flow) => onChange({ ...leaf, flow })}
        options={flows.map(([value, label]) => ({ value, label }))}
        placeholder={t('chooseFlow')}
        searchPlaceholder={t('searchFlow')}
      />
    </ChoiceLeaf>
  )
}

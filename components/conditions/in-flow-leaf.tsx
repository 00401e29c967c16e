'use client'

import { useTranslations } from 'next-intl'
import { useConditionWords } from '../canvas/use-words.ts'
import { Combobox } from '../ui/combobox.tsx'
import type { LeafProps } from './choice-leaf.tsx'
import type { DraftInFlow } from './draft.ts'
import { MembershipLeaf } from './membership-leaf.tsx'

/** Whether the person is inside a flow now. */
export function InFlowLeaf(props: LeafProps<DraftInFlow>) {
  const { leaf, onChange } = props
  const t = useTranslations('conditions.builder')
  const flows = [...(useConditionWords().names?.flow ?? [])]
  return (
    <MembershipLeaf {...props}>
      <Combobox
        aria-label={t('flow')}
        value={leaf.flow === '' ? undefined : leaf.flow}
        onValueChange={(flow) => onChange({ ...leaf, flow })}
        options={flows.map(([value, label]) => ({ value, label }))}
        placeholder={t('chooseFlow')}
        searchPlaceholder={t('searchFlow')}
      />
    </MembershipLeaf>
  )
}

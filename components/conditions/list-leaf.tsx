'use client'

import { useTranslations } from 'next-intl'
import type { LeafProps } from './choice-leaf.tsx'
import type { DraftList } from './draft.ts'
import { ListCombobox } from './list-combobox.tsx'
import { MembershipLeaf } from './membership-leaf.tsx'

/** Whether the person is on a list. */
export function ListLeaf(props: LeafProps<DraftList>) {
  const { leaf, onChange } = props
  const t = useTranslations('conditions.builder')
  return (
    <MembershipLeaf {...props}>
      <ListCombobox
        aria-label={t('list')}
        value={leaf.list}
        onValueChange={(list) => onChange({ ...leaf, list })}
      />
    </MembershipLeaf>
  )
}

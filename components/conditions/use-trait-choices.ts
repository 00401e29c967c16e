import { useTranslations } from 'next-intl'
import { RFM_GROUPS } from '#flows/traits/rfm.ts'
import { LIFECYCLE_STAGES } from '#flows/traits/trait-names.ts'

/** The values that a trait can have, in words; undefined where it can have any. */
export function useTraitChoices(trait: string): { value: string; label: string }[] | undefined {
  const t = useTranslations('traits')
  if (trait === 'lifecycle_stage')
    return LIFECYCLE_STAGES.map((value) => ({ value, label: t(`stages.${value}`) }))
  if (trait === 'rfm_group') return RFM_GROUPS.map((value) => ({ value, label: t(`groups.${value}`) }))
  return undefined
}

'use client'

import { useTranslations } from 'next-intl'
import { ENGAGEMENT_DEEDS, type Span } from '#flows/conditions/condition.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Select } from '../ui/select.tsx'
import { ChoiceLeaf, type LeafProps } from './choice-leaf.tsx'
import { CountField } from './count-field.tsx'
import type { DraftEngagement } from './draft.ts'
import { SpanField } from './span-field.tsx'

const ANY = 'any'

/** How many messages the person received, opened or clicked. */
export function EngagementLeaf({ leaf, onChange, onRemove }: LeafProps<DraftEngagement>) {
  const t = useTranslations('conditions.builder')
  const channels = useTranslations('conditions.describe.channels')
  const flows = [...(useConditionWords().names?.flow ?? [])]
  return (
    <ChoiceLeaf
      leaf={leaf}
      onRemove={onRemove}
      label={t('messageDid')}
      value={leaf.did}
      onValueChange={(did) => onChange({ ...leaf, did })}
      options={ENGAGEMENT_DEEDS.map((value) => ({ value, label: t(`engagementDeeds.${value}`) }))}
    >
      <Select
        aria-label={t('consentChannel')}
        value={leaf.channel ?? ANY}
        onValueChange={(channel) => {
          const { channel: _before, ...rest } = leaf
          onChange(channel === ANY ? rest : { ...rest, channel })
        }}
        options={[
          { value: ANY, label: t('anyChannel') },
          ...MESSAGE_CHANNELS.map((value) => ({ value, label: channels(value) })),
        ]}
      />
      <Combobox
        aria-label={t('flow')}
        value={leaf.flow ?? ANY}
        onValueChange={(flow) => {
          const { flow: _before, ...rest } = leaf
          onChange(flow === ANY ? rest : { ...rest, flow })
        }}
        options={[{ value: ANY, label: t('anyFlow') }, ...flows.map(([value, label]) => ({ value, label }))]}
        placeholder={t('anyFlow')}
        searchPlaceholder={t('searchFlow')}
      />
      <CountField value={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
      <SpanField
        value={leaf.within}
        kinds={['ever', 'last', 'between', 'before']}
        onChange={(span) => {
          const { within: _before, ...rest } = leaf
          onChange(span ? { ...rest, within: span as Span } : rest)
        }}
      />
    </ChoiceLeaf>
  )
}

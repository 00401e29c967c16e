'use client'

import { useTranslations } from 'next-intl'
import { CONSENT_STATUSES } from '#flows/conditions/condition.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { Select } from '../ui/select.tsx'
import { ChoiceLeaf, type LeafProps } from './choice-leaf.tsx'
import type { DraftConsent } from './draft.ts'

const KINDS = ['marketing', 'transactional'] as const

/** What the person said about messages of a channel. */
export function ConsentLeaf({ leaf, onChange, onRemove }: LeafProps<DraftConsent>) {
  const t = useTranslations('conditions.builder')
  const names = useTranslations('conditions.describe')
  return (
    <ChoiceLeaf
      leaf={leaf}
      onRemove={onRemove}
      label={t('consentChannel')}
      value={leaf.channel}
      onValueChange={(channel) => onChange({ ...leaf, channel })}
      options={MESSAGE_CHANNELS.map((value) => ({ value, label: names(`channels.${value}`) }))}
    >
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label={t('consentKind')}
          value={leaf.messageKind}
          onValueChange={(messageKind) => onChange({ ...leaf, messageKind })}
          options={KINDS.map((value) => ({ value, label: t(`consentKinds.${value}`) }))}
        />
        <Select
          aria-label={t('consentStatus')}
          value={leaf.status}
          onValueChange={(status) => onChange({ ...leaf, status })}
          options={CONSENT_STATUSES.map((value) => ({ value, label: t(`consentStatuses.${value}`) }))}
        />
      </div>
    </ChoiceLeaf>
  )
}

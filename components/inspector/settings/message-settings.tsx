'use client'

import { useTranslations } from 'next-intl'
import { PRIORITIES } from '#flows/graph/flow.ts'
import type { SendingSettings } from '../../api/workspace.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { ProblemGroup } from '../problem-field.tsx'
import { OwnQuietHours } from './own-quiet-hours.tsx'
import { OwnSmartSending } from './own-smart-sending.tsx'
import type { SettingsProps } from './settings-props.ts'

/** When the flow's messages go out, and which of them give way. */
export function MessageSettings({
  settings: { quietHours, smartSending, priority },
  shop,
  set,
}: SettingsProps & { shop: SendingSettings | undefined }) {
  const t = useTranslations('inspector.settings')
  return (
    <>
      <OwnQuietHours
        value={quietHours}
        shop={shop}
        onChange={(next, field) => set({ quietHours: next }, field)}
      />
      <OwnSmartSending
        value={smartSending}
        shop={shop}
        onChange={(next, field) => set({ smartSending: next }, field)}
      />
      <ProblemGroup node="" field="settings.priority" title={t('priority')} hint={t('priorityHint')}>
        <Segmented
          aria-label={t('priority')}
          className="self-start"
          value={priority}
          onValueChange={(next) => set({ priority: next }, 'priority')}
          options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        />
      </ProblemGroup>
    </>
  )
}

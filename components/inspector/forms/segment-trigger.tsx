'use client'

import { useTranslations } from 'next-intl'
import { TRIGGER_ID, type Trigger } from '#flows/graph/flow.ts'
import { SegmentCombobox } from '../../conditions/segment-combobox.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ProblemField } from '../problem-field.tsx'

/** The segment whose newcomers, or leavers, start the flow. */
export function SegmentTrigger({
  trigger,
  onChange,
}: {
  trigger: Extract<Trigger, { kind: 'segment' }>
  onChange: (trigger: Trigger, field: string) => void
}) {
  const t = useTranslations('inspector.trigger')
  return (
    <>
      <Segmented
        aria-label={t('segmentOn')}
        className="self-start"
        value={trigger.on}
        onValueChange={(on) => onChange({ ...trigger, on }, 'on')}
        options={(['enters', 'leaves'] as const).map((value) => ({ value, label: t(`segmentOns.${value}`) }))}
      />
      <ProblemField node={TRIGGER_ID} field="segment" label={t('segment')}>
        {(control) => (
          <SegmentCombobox
            {...control}
            value={trigger.segment}
            onValueChange={(segment) => onChange({ ...trigger, segment }, 'segment')}
          />
        )}
      </ProblemField>
    </>
  )
}

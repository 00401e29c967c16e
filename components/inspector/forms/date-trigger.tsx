'use client'

import { useTranslations } from 'next-intl'
import { TRIGGER_ID, type Trigger } from '#flows/graph/flow.ts'
import { Select } from '../../ui/select.tsx'
import { TimeInput } from '../../ui/time-input.tsx'
import { DatePathCombobox } from '../date-path-combobox.tsx'
import { OffsetField } from '../offset-field.tsx'
import { ProblemField } from '../problem-field.tsx'
import { ZoneField } from '../zone-field.tsx'

type DateTriggerConfig = Extract<Trigger, { kind: 'date' }>

const REPEATS = ['once', 'monthly', 'yearly'] as const

/** The date of each person that starts the flow for them. */
export function DateTrigger({
  trigger,
  onChange,
}: {
  trigger: DateTriggerConfig
  onChange: (trigger: Trigger, field: string) => void
}) {
  const t = useTranslations('inspector.trigger')
  const set = (part: Partial<DateTriggerConfig>, field: string) => {
    const { offset, zone, ...rest } = { ...trigger, ...part }
    onChange(
      { ...rest, ...(offset === undefined ? {} : { offset }), ...(zone === undefined ? {} : { zone }) },
      field,
    )
  }
  return (
    <>
      <ProblemField node={TRIGGER_ID} field="date" label={t('date')} hint={t('dateHint')}>
        {(control) => (
          <DatePathCombobox
            {...control}
            event={null}
            value={trigger.date}
            onValueChange={(date) => set({ date }, 'date')}
          />
        )}
      </ProblemField>
      <OffsetField
        node={TRIGGER_ID}
        field="offset"
        value={trigger.offset}
        onChange={(offset) => set({ offset }, 'offset')}
      />
      <div className="grid grid-cols-2 gap-3">
        <ProblemField node={TRIGGER_ID} field="repeat" label={t('repeat')}>
          {(control) => (
            <Select
              {...control}
              value={trigger.repeat}
              onValueChange={(repeat) => set({ repeat }, 'repeat')}
              options={REPEATS.map((value) => ({ value, label: t(`repeats.${value}`) }))}
            />
          )}
        </ProblemField>
        <ProblemField node={TRIGGER_ID} field="time" label={t('time')}>
          {(control) => (
            <TimeInput
              {...control}
              className="w-full"
              value={trigger.time}
              onValueChange={(time) => set({ time }, 'time')}
            />
          )}
        </ProblemField>
      </div>
      <ZoneField
        node={TRIGGER_ID}
        field="zone"
        value={trigger.zone}
        onChange={(zone) => set({ zone }, 'zone')}
      />
    </>
  )
}

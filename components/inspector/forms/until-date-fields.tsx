'use client'

import { useTranslations } from 'next-intl'
import type { UntilDate } from '#flows/schedule/until.ts'
import { useEditor } from '../../canvas/use-editor.ts'
import { Switch } from '../../ui/switch.tsx'
import { TimeInput } from '../../ui/time-input.tsx'
import { DatePathCombobox } from '../date-path-combobox.tsx'
import { OffsetField } from '../offset-field.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { UntilFields, type UntilProps } from './until-fields.tsx'

/** A delay until a date of the person or of the trigger event. */
export function UntilDateFields({ node, until, onChange }: UntilProps<UntilDate>) {
  const t = useTranslations('inspector.delay')
  const event = useEditor(({ history: { present: flow } }) =>
    flow.trigger?.kind === 'event' ? flow.trigger.event : null,
  )
  return (
    <UntilFields node={node} until={until} onChange={onChange}>
      {(set) => (
        <>
          <ProblemField node={node} field="until.date" label={t('date')} hint={t('dateHint')}>
            {(control) => (
              <DatePathCombobox
                {...control}
                event={event}
                value={until.date}
                onValueChange={(date) => set({ date }, 'date')}
              />
            )}
          </ProblemField>
          <OffsetField
            node={node}
            field="until.offset"
            value={until.offset}
            onChange={(offset) => set({ offset }, 'offset')}
          />
          <ProblemGroup
            node={node}
            field="until.time"
            title={t('atTime')}
            hint={until.time === undefined ? t('atTimeHint') : undefined}
            aside={
              <Switch
                aria-label={t('atTime')}
                checked={until.time !== undefined}
                onCheckedChange={(on) => set({ time: on ? '09:00' : undefined }, 'time')}
              />
            }
          >
            {until.time !== undefined && (
              <TimeInput
                aria-label={t('time')}
                value={until.time}
                onValueChange={(time) => set({ time }, 'time')}
              />
            )}
          </ProblemGroup>
        </>
      )}
    </UntilFields>
  )
}

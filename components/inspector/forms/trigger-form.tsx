'use client'

import { useTranslations } from 'next-intl'
import { setTrigger } from '#flows/graph/edit/set-trigger.ts'
import { TRIGGER_ID, type Trigger } from '#flows/graph/flow.ts'
import { useEditor, useEditorStore } from '../../canvas/use-editor.ts'
import { ListCombobox } from '../../conditions/list-combobox.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'
import { DateTrigger } from './date-trigger.tsx'
import { EventTrigger } from './event-trigger.tsx'
import { SegmentTrigger } from './segment-trigger.tsx'

const KINDS = ['event', 'list', 'segment', 'date', 'manual'] as const satisfies readonly Trigger['kind'][]

const STARTS: { [K in Trigger['kind']]: Extract<Trigger, { kind: K }> } = {
  event: { kind: 'event', event: '' },
  list: { kind: 'list', list: '' },
  segment: { kind: 'segment', segment: '', on: 'enters' },
  date: { kind: 'date', date: '', repeat: 'yearly', time: '09:00' },
  manual: { kind: 'manual' },
}

/** What starts the flow, and for whom. */
export function TriggerForm() {
  const t = useTranslations('inspector.trigger')
  const store = useEditorStore()
  const trigger = useEditor((state) => state.history.present.trigger)
  const set = (next: Trigger, field: string) =>
    store.edit((flow) => setTrigger(flow, { trigger: next }), `trigger.${field}`)
  return (
    <>
      <ProblemGroup node={TRIGGER_ID} field="trigger" title={t('kind')}>
        <RadioCards
          aria-label={t('kind')}
          value={trigger?.kind}
          onValueChange={(kind) => set(STARTS[kind], 'kind')}
          options={KINDS.map((kind) => ({
            value: kind,
            label: t(`kinds.${kind}`),
            detail: t(`kindDetails.${kind}`),
          }))}
        />
      </ProblemGroup>
      {trigger?.kind === 'event' && <EventTrigger trigger={trigger} onChange={set} />}
      {trigger?.kind === 'list' && (
        <ProblemField node={TRIGGER_ID} field="list" label={t('list')}>
          {(control) => (
            <ListCombobox
              {...control}
              value={trigger.list}
              onValueChange={(list) => set({ ...trigger, list }, 'list')}
            />
          )}
        </ProblemField>
      )}
      {trigger?.kind === 'segment' && <SegmentTrigger trigger={trigger} onChange={set} />}
      {trigger?.kind === 'date' && <DateTrigger trigger={trigger} onChange={set} />}
    </>
  )
}

'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TRIGGER_ID, type Trigger } from '#flows/graph/flow.ts'
import { eventScope } from '../../conditions/builder-scope.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { EventCombobox } from '../../conditions/event-combobox.tsx'
import { PathCombobox } from '../../conditions/path-combobox.tsx'
import { useEventPaths } from '../../conditions/use-paths.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'

/** The event that starts the flow, per key or per person, and which of them. */
export function EventTrigger({
  trigger,
  onChange,
}: {
  trigger: Extract<Trigger, { kind: 'event' }>
  onChange: (trigger: Trigger, field: string) => void
}) {
  const t = useTranslations('inspector')
  const paths = useEventPaths(trigger.event || null)
  const keyPaths = usefulKeys(paths)
  return (
    <>
      <ProblemField node={TRIGGER_ID} field="event" label={t('trigger.event')}>
        {(control) => (
          <EventCombobox
            {...control}
            value={trigger.event}
            onValueChange={(event) => onChange({ ...trigger, event }, 'event')}
          />
        )}
      </ProblemField>
      <ProblemField
        node={TRIGGER_ID}
        field="key"
        label={t('trigger.key')}
        hint={t('trigger.keyHint')}
        aside={t('optional')}
      >
        {(control) => (
          <div className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <PathCombobox
                {...control}
                value={trigger.key ?? ''}
                paths={keyPaths}
                placeholder={t('trigger.keyNone')}
                onValueChange={(key) => onChange({ ...trigger, key: key === '' ? undefined : key }, 'key')}
              />
            </div>
            {trigger.key !== undefined && (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={t('trigger.keyClear')}
                onClick={() => onChange({ ...trigger, key: undefined }, 'key')}
              >
                <X aria-hidden />
              </Button>
            )}
          </div>
        )}
      </ProblemField>
      <ProblemGroup
        node={TRIGGER_ID}
        field="filter"
        title={t('trigger.filter')}
        hint={t('trigger.filterHint')}
        aside={<span className="text-[13px] text-muted-foreground">{t('optional')}</span>}
      >
        <ConditionBuilder
          label={t('trigger.filter')}
          value={trigger.filter}
          onChange={(filter) => onChange({ ...trigger, filter: filter ?? undefined }, 'filter')}
          scope={eventScope(trigger.event || null)}
        />
      </ProblemGroup>
    </>
  )
}

const USUAL_KEYS = ['cart_id', 'order_id', 'checkout_id']

/** Paths that tell carts or orders apart come first; those that can't be a key don't come. */
function usefulKeys(paths: ReturnType<typeof useEventPaths>): ReturnType<typeof useEventPaths> {
  const seen = paths.filter(
    ({ path }) => !path.includes('.') && !['value', 'currency', 'time'].includes(path),
  )
  const ids = seen.filter(({ path }) => path.endsWith('id'))
  const usual = USUAL_KEYS.filter((path) => !seen.some((one) => one.path === path)).map((path) => ({ path }))
  return [
    ...ids,
    ...(ids.length > 0 ? [] : usual),
    ...seen.filter(({ path }) => !path.endsWith('id')),
    ...(ids.length > 0 ? usual : []),
  ]
}

'use client'

import { useTranslations } from 'next-intl'
import type { NodeConfig } from '#flows/graph/flow.ts'
import { DurationInput } from '../../conditions/duration-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemField } from '../problem-field.tsx'
import { UntilDateFields } from './until-date-fields.tsx'
import { UntilTimeFields } from './until-time-fields.tsx'

const MODES = ['for', 'time', 'date'] as const
type Mode = (typeof MODES)[number]

const STARTS: Record<Mode, NodeConfig<'delay'>> = {
  for: { for: { amount: 1, unit: 'hours' } },
  time: { until: { time: '09:00' } },
  date: { until: { date: '' } },
}

export function DelayForm({ node, onChange }: NodeFormProps<'delay'>) {
  const t = useTranslations('inspector.delay')
  const { config } = node
  return (
    <>
      <Segmented<Mode>
        aria-label={t('mode')}
        className="flex [&>*]:flex-1"
        value={modeOf(config)}
        onValueChange={(mode) => onChange(STARTS[mode], 'mode')}
        options={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
      />
      {'for' in config && (
        <ProblemField node={node.id} field="for" label={t('for')} hint={t('hint')}>
          {(control) => (
            <DurationInput
              {...control}
              value={config.for}
              onValueChange={(duration) => onChange({ for: duration }, 'for')}
            />
          )}
        </ProblemField>
      )}
      {'until' in config &&
        ('date' in config.until ? (
          <UntilDateFields
            node={node.id}
            until={config.until}
            onChange={(until, field) => onChange({ until }, field)}
          />
        ) : (
          <UntilTimeFields
            node={node.id}
            until={config.until}
            onChange={(until, field) => onChange({ until }, field)}
          />
        ))}
    </>
  )
}

function modeOf(config: NodeConfig<'delay'>): Mode {
  if ('for' in config) return 'for'
  return 'date' in config.until ? 'date' : 'time'
}

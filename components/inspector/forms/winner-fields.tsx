'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ExperimentWinner, WINNER_METRICS } from '#flows/graph/flow.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'

const PROBABILITIES = [0.8, 0.9, 0.95, 0.99]
const START: ExperimentWinner = { metric: 'ordered', after: { people: 1_000 }, probability: 0.9 }
const IN_TWO_WEEKS_MS = 14 * 86_400_000

/** Whether one path takes everybody in the end, and when that is decided. */
export function WinnerFields({
  node,
  winner,
  onChange,
}: {
  node: string
  winner: ExperimentWinner | undefined
  onChange: (winner: ExperimentWinner | undefined, field: string) => void
}) {
  const t = useTranslations('inspector.experiment')
  const tNode = useTranslations('nodes.experiment')
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent' })
  return (
    <ProblemGroup
      node={node}
      field="winner"
      title={t('winner')}
      hint={t('winnerHint')}
      aside={
        <Switch
          aria-label={t('winner')}
          checked={winner !== undefined}
          onCheckedChange={(on) => onChange(on ? START : undefined, 'winner')}
        />
      }
    >
      {winner !== undefined && (
        <div className="flex flex-col gap-4 rounded-lg border p-3">
          <ProblemField node={node} field="winner.metric" label={t('metric')}>
            {(control) => (
              <Select
                {...control}
                value={winner.metric}
                onValueChange={(metric) => onChange({ ...winner, metric }, 'winner.metric')}
                options={WINNER_METRICS.map((value) => ({ value, label: tNode(`metrics.${value}`) }))}
              />
            )}
          </ProblemField>
          <Field label={t('after')}>
            {(control) => (
              <div className="flex flex-wrap items-center gap-2">
                <Segmented
                  aria-label={t('after')}
                  size="sm"
                  value={'people' in winner.after ? 'people' : 'date'}
                  onValueChange={(kind) =>
                    onChange(
                      {
                        ...winner,
                        after:
                          kind === 'people'
                            ? { people: 1_000 }
                            : { date: new Date(Date.now() + IN_TWO_WEEKS_MS).toISOString() },
                      },
                      'winner.after',
                    )
                  }
                  options={(['people', 'date'] as const).map((value) => ({
                    value,
                    label: t(`afters.${value}`),
                  }))}
                />
                {'people' in winner.after ? (
                  <NumberInput
                    {...control}
                    className="w-28"
                    value={winner.after.people}
                    onValueChange={(people) =>
                      onChange(
                        {
                          ...winner,
                          after: { people: Math.min(Math.max(Math.round(people ?? 1), 1), 100_000_000) },
                        },
                        'winner.after',
                      )
                    }
                  />
                ) : (
                  <Input
                    {...control}
                    type="date"
                    className="w-40"
                    value={localDay(winner.after.date)}
                    onChange={({ target }) =>
                      target.value !== '' &&
                      onChange(
                        { ...winner, after: { date: new Date(`${target.value}T00:00`).toISOString() } },
                        'winner.after',
                      )
                    }
                  />
                )}
              </div>
            )}
          </Field>
          <Field label={t('probability')} hint={t('probabilityHint')}>
            {(control) => (
              <Select
                {...control}
                value={String(winner.probability)}
                onValueChange={(value) =>
                  onChange({ ...winner, probability: Number(value) }, 'winner.probability')
                }
                options={[...new Set([...PROBABILITIES, winner.probability])].sort().map((value) => ({
                  value: String(value),
                  label: percent.format(value),
                }))}
              />
            )}
          </Field>
        </div>
      )}
    </ProblemGroup>
  )
}

/** The day of an instant on this device's calendar, as a date field holds it. */
function localDay(instant: string): string {
  const at = new Date(instant)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

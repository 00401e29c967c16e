'use client'

import { Equal, Plus, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { NodeConfig } from '#flows/graph/flow.ts'
import { pathLetter } from '../../canvas/node-views/branch-name.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Input } from '../../ui/input.tsx'
import { equalWeights } from '../equal-weights.ts'
import { freeBranch } from '../free-branch.ts'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemGroup } from '../problem-field.tsx'
import { WinnerFields } from './winner-fields.tsx'

type Path = NodeConfig<'experiment'>['paths'][number]

const MOST = 20

export function ExperimentForm({ node, onChange }: NodeFormProps<'experiment'>) {
  const t = useTranslations('inspector.experiment')
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent', maximumFractionDigits: 2 })
  const { config } = node
  const { paths } = config
  const total = Math.round(paths.reduce((sum, { weight }) => sum + weight, 0) * 100) / 100
  const change = (next: Path[], field: string) => onChange({ ...config, paths: next }, field)
  const set = (index: number, path: Path, field: string) =>
    change(
      paths.map((other, at) => (at === index ? path : other)),
      `${field}.${index}`,
    )
  const even = (next: Path[]) => {
    const weights = equalWeights(next.length)
    return next.map((path, index) => ({ ...path, weight: weights[index] ?? 0 }))
  }
  return (
    <>
      <ProblemGroup node={node.id} field="paths" title={t('paths')} hint={t('hint')}>
        <ol className="flex flex-col gap-2">
          {paths.map((path, index) => {
            const letter = pathLetter(index)
            const { name: _name, ...nameless } = path
            return (
              <li key={path.id} className="flex items-center gap-2">
                <span aria-hidden className="w-4 text-sm font-medium text-muted-foreground">
                  {letter}
                </span>
                <Input
                  className="min-w-0 flex-1"
                  aria-label={t('name', { letter })}
                  placeholder={t('namePlaceholder', { letter })}
                  maxLength={200}
                  value={path.name ?? ''}
                  onChange={({ target }) =>
                    set(index, target.value === '' ? nameless : { ...path, name: target.value }, 'name')
                  }
                />
                <NumberInput
                  className="w-18 text-right"
                  aria-label={t('weight', { letter })}
                  value={path.weight}
                  onValueChange={(weight) =>
                    set(index, { ...path, weight: Math.min(Math.max(weight ?? 0, 0), 100) }, 'weight')
                  }
                />
                <span aria-hidden className="-ml-1 text-sm text-muted-foreground">
                  %
                </span>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={t('remove', { letter })}
                  disabled={paths.length <= 2}
                  onClick={() =>
                    change(
                      paths.filter((_, at) => at !== index),
                      'remove',
                    )
                  }
                >
                  <Trash2 aria-hidden />
                </Button>
              </li>
            )
          })}
        </ol>
        <p
          className={cn(
            'figures text-[13px]',
            total === 100 ? 'text-muted-foreground' : 'font-medium text-paused',
          )}
          aria-live="polite"
        >
          {t('total', { total: percent.format(total / 100) })}
        </p>
        <div className="flex flex-wrap gap-2">
          {paths.length < MOST && (
            <Button
              variant="secondary"
              size="sm"
              onClick={() =>
                change(
                  even([
                    ...paths,
                    {
                      id: freeBranch(
                        'p',
                        paths.map(({ id }) => id),
                      ),
                      weight: 0,
                    },
                  ]),
                  'add',
                )
              }
            >
              <Plus aria-hidden />
              {t('add')}
            </Button>
          )}
          <Button variant="secondary" size="sm" onClick={() => change(even(paths), 'share')}>
            <Equal aria-hidden />
            {t('share')}
          </Button>
        </div>
      </ProblemGroup>
      <WinnerFields
        node={node.id}
        winner={config.winner}
        onChange={(winner, field) => {
          const { winner: _before, ...rest } = config
          onChange(winner === undefined ? rest : { ...rest, winner }, field)
        }}
      />
    </>
  )
}

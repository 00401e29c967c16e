'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { COUNT_OPERATORS, type Within } from '#flows/conditions/condition.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import type { BuilderScope } from './builder-scope.ts'
import { keyText } from './describe.ts'
import { type DraftEvent, type DraftGroup, draftOf, isComplete } from './draft.ts'
import { DurationInput } from './duration-input.tsx'
import { EventCombobox } from './event-combobox.tsx'
import { NumberInput } from './number-input.tsx'

type WithinKind = 'ever' | 'run' | 'last' | 'between'

/** How often something happened, in which span of time. */
export function EventLeaf({
  leaf,
  scope,
  onChange,
  onRemove,
  renderWhere,
}: {
  leaf: DraftEvent
  scope: BuilderScope
  onChange: (leaf: DraftEvent) => void
  onRemove: () => void
  renderWhere: (where: DraftGroup, onChange: (where: DraftGroup) => void, event: string) => ReactNode
}) {
  const t = useTranslations('conditions.builder')
  const words = useConditionWords()
  const keyId = useId()
  const { within, count } = leaf
  return (
    <div className="flex flex-col gap-2 rounded-lg border bg-card p-2.5" data-testid="condition-event">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <EventCombobox
            aria-label={t('event')}
            value={leaf.event}
            onValueChange={(event) => onChange({ ...leaf, event })}
          />
        </div>
        <Button variant="ghost" size="icon-sm" aria-label={t('remove')} onClick={onRemove} className="-mr-1">
          <X aria-hidden />
        </Button>
      </div>
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('count')}
          className="w-32 shrink-0 px-2.5"
          value={count.op}
          onValueChange={(op) => onChange({ ...leaf, count: { ...count, op } })}
          options={COUNT_OPERATORS.map((op) => ({ value: op, label: t(`countOps.${op}`) }))}
        />
        <NumberInput
          aria-label={t('count')}
          className="w-16"
          value={count.value}
          onValueChange={(value) =>
            onChange({ ...leaf, count: { ...count, value: Math.max(0, Math.round(value ?? 0)) } })
          }
        />
        <span className="text-sm text-muted-foreground">{t('times')}</span>
      </div>
      <Select<WithinKind>
        aria-label={t('within')}
        value={kindOf(within)}
        onValueChange={(kind) => onChange({ ...leaf, within: withinOf(kind) })}
        options={(['ever', 'run', 'last', 'between'] as const).map((kind) => ({
          value: kind,
          label: t(`withins.${kind}`),
        }))}
      />
      {within && 'last' in within && (
        <DurationInput
          aria-label={t('amount')}
          value={within.last}
          onValueChange={(last) => onChange({ ...leaf, within: { last } })}
        />
      )}
      {within && 'between' in within && (
        <BetweenDates
          between={within.between}
          onChange={(between) => onChange({ ...leaf, within: { between } })}
        />
      )}
      {(scope.key !== null || leaf.sameKey) && (
        <label htmlFor={keyId} className="flex items-center gap-2 py-0.5 text-sm">
          <Checkbox
            id={keyId}
            checked={leaf.sameKey ?? false}
            onCheckedChange={(checked) => onChange({ ...leaf, sameKey: checked === true })}
          />
          {t('sameKey', { of: keyText(scope.key, words) })}
        </label>
      )}
      {leaf.where === null ? (
        <Button
          variant="link"
          size="sm"
          className="self-start"
          onClick={() => {
            let n = 0
            const where = draftOf(null, () => `${leaf.id}-where-${++n}`)
            const first = {
              id: `${leaf.id}-where-first`,
              kind: 'property',
              of: 'event',
              path: '',
              op: 'is',
              value: '',
            } as const
            onChange({ ...leaf, where: { ...where, members: [first] } })
          }}
        >
          {t('where')}
        </Button>
      ) : (
        <div className="flex flex-col gap-1.5">
          <span className="text-[13px] text-muted-foreground">{t('whereTitle')}</span>
          {renderWhere(leaf.where, (where) => onChange({ ...leaf, where }), leaf.event)}
        </div>
      )}
      {!isComplete(leaf) && <p className="text-[13px] text-muted-foreground">{t('incomplete')}</p>}
    </div>
  )
}

function kindOf(within: Within | undefined): WithinKind {
  if (within === undefined) return 'ever'
  if ('since' in within) return 'run'
  return 'last' in within ? 'last' : 'between'
}

function withinOf(kind: WithinKind): Within | undefined {
  if (kind === 'ever') return undefined
  if (kind === 'run') return { since: 'run' }
  if (kind === 'last') return { last: { amount: 30, unit: 'days' } }
  const today = new Date()
  const monthAgo = new Date(today.getTime() - 30 * 86_400_000)
  return {
    between: [dayStart(monthAgo.toISOString().slice(0, 10)), dayEnd(today.toISOString().slice(0, 10))],
  }
}

const dayStart = (day: string) => `${day}T00:00:00Z`
const dayEnd = (day: string) => `${day}T23:59:59Z`

function BetweenDates({
  between: [from, to],
  onChange,
}: {
  between: [string, string]
  onChange: (between: [string, string]) => void
}) {
  const t = useTranslations('conditions.builder')
  return (
    <div className="flex items-center gap-1.5">
      <Input
        type="date"
        aria-label={t('low')}
        value={from.slice(0, 10)}
        onChange={(event) => event.target.value && onChange([dayStart(event.target.value), to])}
      />
      <Input
        type="date"
        aria-label={t('high')}
        value={to.slice(0, 10)}
        onChange={(event) => event.target.value && onChange([from, dayEnd(event.target.value)])}
      />
    </div>
  )
}

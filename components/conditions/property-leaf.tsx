'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TRAITS } from '#flows/traits/trait-names.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import type { BuilderScope } from './builder-scope.ts'
import { ComparisonField } from './comparison-field.tsx'
import { type DraftProperty, isComplete } from './draft.ts'
import { PathCombobox } from './path-combobox.tsx'
import { PROFILE_PATHS, useEventPaths } from './use-paths.ts'
import { useTraitChoices } from './use-trait-choices.ts'
import { firstOperator, operatorsFor, typeOf, valueFor } from './value-type.ts'

const PROFILE_OPTIONS = PROFILE_PATHS.map((path) => ({ path }))
const TRAIT_OPTIONS = TRAITS.map((path) => ({ path }))

/** One comparison of a property with a value. */
export function PropertyLeaf({
  leaf,
  scope,
  onChange,
  onRemove,
}: {
  leaf: DraftProperty
  scope: BuilderScope
  onChange: (leaf: DraftProperty) => void
  onRemove: () => void
}) {
  const t = useTranslations('conditions.builder')
  const eventPaths = useEventPaths(scope.event)
  const paths = { profile: PROFILE_OPTIONS, traits: TRAIT_OPTIONS, event: eventPaths, webhook: [] }[leaf.of]
  const choices = useTraitChoices(leaf.of === 'traits' ? leaf.path : '')
  const example = eventPaths.find((one) => one.path === leaf.path)?.example
  const type = leaf.path === '' ? 'any' : typeOf(leaf.path, leaf.of === 'event' ? example : undefined)
  return (
    <div className="flex flex-col gap-2 rounded-lg border bg-card p-2.5" data-testid="condition-property">
      <div className="flex items-center gap-2">
        {scope.of.length > 1 ? (
          <Select
            aria-label={t('of')}
            className="w-30 shrink-0 px-2.5"
            value={leaf.of}
            onValueChange={(of) => onChange({ ...leaf, of, path: '' })}
            options={scope.of.map((of) => ({ value: of, label: t(`ofs.${of}`) }))}
          />
        ) : null}
        <div className="min-w-0 flex-1">
          <PathCombobox
            aria-label={t('path')}
            value={leaf.path}
            paths={paths}
            onValueChange={(path) => {
              const seen =
                leaf.of === 'event' ? eventPaths.find((one) => one.path === path)?.example : undefined
              const kind = typeOf(path, seen)
              const fits = kind === 'any' || operatorsFor(kind, firstOperator(kind)).includes(leaf.op)
              const op = fits ? leaf.op : firstOperator(kind)
              onChange({ ...leaf, path, op, value: valueFor(op, leaf.value) })
            }}
          />
        </div>
        <Button variant="ghost" size="icon-sm" aria-label={t('remove')} onClick={onRemove} className="-mr-1">
          <X aria-hidden />
        </Button>
      </div>
      <ComparisonField
        op={leaf.op}
        value={leaf.value}
        type={type}
        {...(choices ? { choices } : {})}
        onChange={(next) => onChange({ ...leaf, ...next })}
      />
      {!isComplete(leaf) && <p className="text-[13px] text-muted-foreground">{t('incomplete')}</p>}
    </div>
  )
}

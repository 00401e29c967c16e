'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { UpdateProfileConfig } from '#flows/graph/flow.ts'
import type { Json } from '#flows/json.ts'
import { FIXED_PROFILE_FIELDS } from '#flows/profile-fields.ts'
import { PathCombobox } from '../../conditions/path-combobox.tsx'
import { PROFILE_PATHS } from '../../conditions/use-paths.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/input.tsx'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemGroup } from '../problem-field.tsx'
import { typedValue, writtenText } from '../typed-text.ts'
import { useLiveForm } from '../use-live-form.ts'
import { type Row, useRows } from '../use-rows.ts'

const FIXED: readonly string[] = FIXED_PROFILE_FIELDS
const PATHS = PROFILE_PATHS.filter((path) => !FIXED.includes(path)).map((path) => ({ path }))

export function UpdateProfileForm({ node, onChange }: NodeFormProps<'update_profile'>) {
  const t = useTranslations('inspector.update_profile')
  const form = useLiveForm({ schema: UpdateProfileConfig, value: node.config, onChange })
  const set = useRows({
    value: Object.fromEntries(
      Object.entries(node.config.set).map(([path, value]) => [path, writtenText(value as Json)]),
    ),
    onChange: (rows) =>
      form.setValue(
        'set',
        Object.fromEntries(Object.entries(rows).map(([path, value]) => [path, typedValue(value)])),
      ),
  })
  const unset = useRows({
    value: Object.fromEntries((node.config.unset ?? []).map((path) => [path, ''])),
    onChange: (rows) => {
      const paths = Object.keys(rows)
      form.setValue('unset', paths.length > 0 ? paths : undefined)
    },
  })
  const row = (one: Row, index: number, rows: ReturnType<typeof useRows>, withValue: boolean) => (
    <div key={one.id} className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <PathCombobox
          aria-label={t('path', { n: index + 1 })}
          placeholder={t('pathPlaceholder')}
          value={one.name}
          paths={PATHS}
          onValueChange={(name) => rows.set(one.id, { name })}
        />
      </div>
      {withValue && (
        <Input
          className="flex-1"
          aria-label={t('value', { n: index + 1 })}
          placeholder={t('valuePlaceholder')}
          value={one.value}
          onChange={(event) => rows.set(one.id, { value: event.target.value })}
        />
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('remove', { n: index + 1 })}
        onClick={() => rows.remove(one.id)}
      >
        <X aria-hidden />
      </Button>
    </div>
  )
  return (
    <>
      <ProblemGroup node={node.id} field="set" title={t('set')} hint={t('hint')}>
        {set.items.map((one, index) => row(one, index, set, true))}
        <Button variant="secondary" size="sm" className="self-start" onClick={set.add}>
          <Plus aria-hidden />
          {t('add')}
        </Button>
      </ProblemGroup>
      <ProblemGroup node={node.id} field="unset" title={t('unset')}>
        {unset.items.map((one, index) => row(one, index, unset, false))}
        <Button variant="secondary" size="sm" className="self-start" onClick={unset.add}>
          <Plus aria-hidden />
          {t('addUnset')}
        </Button>
      </ProblemGroup>
    </>
  )
}

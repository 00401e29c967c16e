'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Condition } from '#flows/conditions/condition.ts'
import { Button } from '../ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { conditionOf, type Draft, type DraftGroup, draftOf, type GroupName, replacePart } from './draft.ts'
import { EventLeaf } from './event-leaf.tsx'
import { PropertyLeaf } from './property-leaf.tsx'

/** What conditions here may look at. */
export interface BuilderScope {
  /** Properties of these; `event` means the trigger event, or the counted one inside `where`. */
  of: readonly ('profile' | 'event' | 'webhook')[]
  /** Whether events may be counted. */
  history: boolean
  /** The name of the event that `event` properties belong to, for the picker of paths. */
  event: string | null
  /** The flow's key; null where there is none. */
  key: string | null
}

/** Equal for conditions that mean the same drawing: groups of nothing are nothing. */
const textOf = (value: Condition | null | undefined) => JSON.stringify(conditionOf(draftOf(value, () => '')))

let ids = 0
const nextId = () => `condition-${++ids}`

/** Builds a condition of groups and leaves. Parts that are not finished yet are kept here and don't count. */
export function ConditionBuilder({
  value,
  onChange,
  scope,
  label,
}: {
  value: Condition | null | undefined
  /** Null where nothing (finished) is left. */
  onChange: (condition: Condition | null) => void
  scope: BuilderScope
  label: string
}) {
  const [draft, setDraft] = useState(() => draftOf(value, nextId))
  const sent = useRef(textOf(value))
  useEffect(() => {
    const now = textOf(value)
    if (now === sent.current) return
    sent.current = now
    setDraft(draftOf(value, nextId))
  }, [value])
  const change = (next: DraftGroup) => {
    setDraft(next)
    const condition = conditionOf(next)
    const text = JSON.stringify(condition)
    if (text === sent.current) return
    sent.current = text
    onChange(condition)
  }
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{label}</legend>
      <Group group={draft} onChange={change} scope={scope} depth={0} />
    </fieldset>
  )
}

interface PartProps {
  scope: BuilderScope
  depth: number
}

function Group({
  group,
  onChange,
  onRemove,
  scope,
  depth,
}: PartProps & { group: DraftGroup; onChange: (group: DraftGroup) => void; onRemove?: () => void }) {
  const t = useTranslations('conditions.builder')
  const joiner = { all: t('and'), any: t('or'), none: t('nor') }[group.group]
  const set = (id: string, part: Draft | null) => onChange(replacePart(group, id, part))
  const showsMatch = group.members.length > 1 || group.group !== 'all' || depth > 0
  return (
    <div className={depth > 0 ? 'rounded-lg border bg-muted/50 p-2.5' : undefined}>
      {showsMatch && (
        <div className="mb-2.5 flex items-center justify-between gap-2">
          <Segmented<GroupName>
            aria-label={t('match')}
            size="sm"
            value={group.group}
            onValueChange={(name) => onChange({ ...group, group: name })}
            options={(['all', 'any', 'none'] as const).map((name) => ({
              value: name,
              label: t(`groups.${name}`),
            }))}
          />
          {onRemove && (
            <Button variant="ghost" size="icon-sm" aria-label={t('removeGroup')} onClick={onRemove}>
              <X aria-hidden />
            </Button>
          )}
        </div>
      )}
      <ul className="flex flex-col">
        {group.members.map((member, index) => (
          <li key={member.id} className="flex flex-col">
            {index > 0 && (
              <span className="py-1.5 pl-3 text-xs font-medium text-muted-foreground">{joiner}</span>
            )}
            {member.kind === 'group' && (
              <Group
                group={member}
                onChange={(next) => set(member.id, next)}
                onRemove={() => set(member.id, null)}
                scope={scope}
                depth={depth + 1}
              />
            )}
            {member.kind === 'property' && (
              <PropertyLeaf
                leaf={member}
                scope={scope}
                onChange={(next) => set(member.id, next)}
                onRemove={() => set(member.id, null)}
              />
            )}
            {member.kind === 'event' && (
              <EventLeaf
                leaf={member}
                scope={scope}
                onChange={(next) => set(member.id, next)}
                onRemove={() => set(member.id, null)}
                renderWhere={(where, onWhere, event) => (
                  <Group
                    group={where}
                    onChange={onWhere}
                    scope={{ of: ['event'], history: false, event, key: null }}
                    depth={depth + 1}
                    onRemove={() => set(member.id, { ...member, where: null })}
                  />
                )}
              />
            )}
          </li>
        ))}
      </ul>
      <AddPart
        scope={scope}
        depth={depth}
        onAdd={(part) => onChange({ ...group, members: [...group.members, part] })}
      />
    </div>
  )
}

function AddPart({ scope, depth, onAdd }: PartProps & { onAdd: (part: Draft) => void }) {
  const t = useTranslations('conditions.builder')
  const property = (of: 'profile' | 'event' | 'webhook') => () =>
    onAdd({ id: nextId(), kind: 'property', of, path: '', op: 'is', value: '' })
  const only = scope.of.length === 1 && !scope.history && depth > 0
  const button = (
    <Button
      variant="secondary"
      size="sm"
      className="mt-2.5"
      onClick={only ? property(scope.of[0]!) : undefined}
    >
      <Plus aria-hidden />
      {t('add')}
    </Button>
  )
  if (only) return button
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {scope.of.includes('event') && (
          <DropdownMenuItem onSelect={property('event')}>{t('addEventProperty')}</DropdownMenuItem>
        )}
        {scope.of.includes('profile') && (
          <DropdownMenuItem onSelect={property('profile')}>{t('addProfileProperty')}</DropdownMenuItem>
        )}
        {scope.of.includes('webhook') && (
          <DropdownMenuItem onSelect={property('webhook')}>{t('ofs.webhook')}</DropdownMenuItem>
        )}
        {scope.history && (
          <DropdownMenuItem
            onSelect={() =>
              onAdd({
                id: nextId(),
                kind: 'event',
                event: '',
                count: { op: 'gte', value: 1 },
                where: null,
                ...(scope.key === null ? {} : { within: { since: 'run' } }),
              })
            }
          >
            {t('addEvent')}
          </DropdownMenuItem>
        )}
        {depth < 3 && (
          <DropdownMenuItem
            onSelect={() => onAdd({ id: nextId(), kind: 'group', group: 'any', members: [] })}
          >
            {t('addGroup')}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

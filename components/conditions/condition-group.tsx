'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { AddPart } from './add-part.tsx'
import { type BuilderScope, eventScope } from './builder-scope.ts'
import { ConditionLeaf } from './condition-leaf.tsx'
import { type Draft, type DraftGroup, type GroupName, replacePart } from './draft.ts'

/** A group of conditions that are joined in the same way. */
export function ConditionGroup({
  group,
  onChange,
  onRemove,
  scope,
  depth,
}: {
  group: DraftGroup
  onChange: (group: DraftGroup) => void
  onRemove?: () => void
  scope: BuilderScope
  depth: number
}) {
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
              <ConditionGroup
                group={member}
                onChange={(next) => set(member.id, next)}
                onRemove={() => set(member.id, null)}
                scope={scope}
                depth={depth + 1}
              />
            )}
            {member.kind !== 'group' && (
              <ConditionLeaf
                leaf={member}
                scope={scope}
                onChange={(next) => set(member.id, next)}
                onRemove={() => set(member.id, null)}
                renderWhere={(where, onWhere, event, onNone) => (
                  <ConditionGroup
                    group={where}
                    onChange={onWhere}
                    scope={eventScope(event)}
                    depth={depth + 1}
                    onRemove={onNone}
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

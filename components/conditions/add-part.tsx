'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import type { BuilderScope, LeafKind } from './builder-scope.ts'
import type { Draft, DraftLeaf } from './draft.ts'
import { nextId } from './next-id.ts'

const OFS = ['event', 'profile', 'traits', 'webhook'] as const
const LEAVES = [
  'event',
  'sequence',
  'engagement',
  'message',
  'list',
  'segment',
  'consent',
  'in_flow',
  'random',
] as const
const DEEPEST = 3

/** Adds a condition or a group to a group. */
export function AddPart({
  scope,
  depth,
  onAdd,
}: {
  scope: BuilderScope
  depth: number
  onAdd: (part: Draft) => void
}) {
  const t = useTranslations('conditions.builder')
  const property = (of: BuilderScope['of'][number]) => () =>
    onAdd({ id: nextId(), kind: 'property', of, path: '', op: 'is', value: '' })
  const only = scope.of.length === 1 && scope.leaves.length === 0 && depth > 0
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
        {OFS.filter((of) => scope.of.includes(of)).map((of) => (
          <DropdownMenuItem key={of} onSelect={property(of)}>
            {t(`addProperty.${of}`)}
          </DropdownMenuItem>
        ))}
        {LEAVES.filter((kind) => scope.leaves.includes(kind)).map((kind) => (
          <DropdownMenuItem key={kind} onSelect={() => onAdd(newLeaf(kind, scope))}>
            {t(`addLeaf.${kind}`)}
          </DropdownMenuItem>
        ))}
        {depth < DEEPEST && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem
              onSelect={() => onAdd({ id: nextId(), kind: 'group', group: 'any', members: [] })}
            >
              {t('addGroup')}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function newLeaf(kind: LeafKind, scope: BuilderScope): DraftLeaf {
  const id = nextId()
  switch (kind) {
    case 'event':
      return {
        id,
        kind,
        event: '',
        count: { op: 'gte', value: 1 },
        where: null,
        ...(scope.key === null ? {} : { within: { since: 'run' } }),
      }
    case 'sequence':
      return {
        id,
        kind,
        first: { event: '', where: null },
        next: { event: '', where: null },
        did: false,
        within: { amount: 1, unit: 'days' },
      }
    case 'engagement':
      return {
        id,
        kind,
        did: 'opened',
        within: { last: { amount: 30, unit: 'days' } },
        count: { op: 'gte', value: 1 },
      }
    case 'in_flow':
      return { id, kind, flow: '', op: 'in' }
    case 'list':
      return { id, kind, list: '', op: 'in' }
    case 'segment':
      return { id, kind, segment: '', op: 'in' }
    case 'consent':
      return { id, kind, channel: 'email', messageKind: 'marketing', status: 'subscribed' }
    case 'message':
      return { id, kind, did: 'opened', count: { op: 'gte', value: 1 } }
    case 'random':
      return { id, kind, percent: 50 }
  }
}

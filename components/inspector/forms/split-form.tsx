'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type NodeConfig, OTHERWISE } from '#flows/graph/flow.ts'
import { branchName } from '../../canvas/node-views/branch-name.ts'
import { useNodeWords } from '../../canvas/use-words.ts'
import { ConditionBuilder } from '../../conditions/condition-builder.tsx'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/input.tsx'
import { freeBranch } from '../free-branch.ts'
import type { NodeFormProps } from '../node-form.ts'
import { ProblemGroup } from '../problem-field.tsx'
import { useBuilderScope } from '../use-flow-facts.ts'

type Branch = NodeConfig<'split'>['branches'][number]

const MOST = 50

export function SplitForm({ node, onChange }: NodeFormProps<'split'>) {
  const t = useTranslations('inspector.split')
  const { branches } = node.config
  const change = (next: Branch[], field: string) => onChange({ branches: next }, field)
  const set = (index: number, part: Branch, field: string) =>
    change(
      branches.map((branch, at) => (at === index ? part : branch)),
      `${field}.${index}`,
    )
  const move = (from: number, to: number) => {
    const next = branches.filter((_, at) => at !== from)
    next.splice(to, 0, branches[from]!)
    change(next, 'order')
  }
  return (
    <ProblemGroup node={node.id} field="branches" title={t('branches')} hint={t('hint')}>
      <ol className="flex flex-col gap-3">
        {branches.map((branch, index) => (
          <BranchCard
            key={branch.id}
            node={node}
            branch={branch}
            index={index}
            onChange={(part, field) => set(index, part, field)}
            onMove={(to) => move(index, to)}
            onRemove={() =>
              change(
                branches.filter((_, at) => at !== index),
                'remove',
              )
            }
          />
        ))}
      </ol>
      {branches.length < MOST && (
        <Button
          variant="secondary"
          size="sm"
          className="self-start"
          onClick={() =>
            change(
              [
                ...branches,
                { id: freeBranch('b', [...branches.map(({ id }) => id), OTHERWISE]), if: { all: [] } },
              ],
              'add',
            )
          }
        >
          <Plus aria-hidden />
          {t('add')}
        </Button>
      )}
      <p className="text-[13px] text-muted-foreground">{t('otherwise')}</p>
    </ProblemGroup>
  )
}

function BranchCard({
  node,
  branch,
  index,
  onChange,
  onMove,
  onRemove,
}: {
  node: NodeFormProps<'split'>['node']
  branch: Branch
  index: number
  onChange: (branch: Branch, field: string) => void
  onMove: (to: number) => void
  onRemove: () => void
}) {
  const t = useTranslations('inspector.split')
  const words = useNodeWords()
  const scope = useBuilderScope()
  const n = index + 1
  const { name: _name, ...nameless } = branch
  return (
    <li className="flex flex-col gap-2.5 rounded-lg border p-3" data-testid={`branch-${branch.id}`}>
      <div className="flex items-center gap-1">
        <span aria-hidden className="figures w-4 text-[13px] font-medium text-muted-foreground">
          {n}
        </span>
        <Input
          className="h-8 min-w-0 flex-1"
          aria-label={t('name', { n })}
          placeholder={branchName({ kind: 'split', config: { branches: [nameless] } }, branch.id, words)}
          maxLength={200}
          value={branch.name ?? ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? nameless : { ...branch, name: target.value }, 'name')
          }
        />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('up', { n })}
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        >
          <ArrowUp aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('down', { n })}
          disabled={index === node.config.branches.length - 1}
          onClick={() => onMove(index + 1)}
        >
          <ArrowDown aria-hidden />
        </Button>
        <Button variant="ghost" size="icon-sm" aria-label={t('remove', { n })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <ProblemGroup node={node.id} field={`branches.${index}`} title={t('if')}>
        <ConditionBuilder
          label={t('ifOf', { n })}
          value={branch.if}
          onChange={(condition) => onChange({ ...branch, if: condition ?? { all: [] } }, 'if')}
          scope={scope}
        />
      </ProblemGroup>
    </li>
  )
}

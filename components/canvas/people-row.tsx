'use client'

import { useTranslations } from 'next-intl'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { PeopleChoice, WaitingNode } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Select } from '../ui/select.tsx'
import type { NodeWords } from './node-views/node-view.ts'
import { wordsOf } from './node-views/registry.ts'
import { type ChoiceKind, choicesFor } from './people-choices.ts'

/** A step with people waiting, and what becomes of them. */
export function PeopleRow({
  row,
  nodes,
  words,
  gone,
  choice,
  onChoice,
}: {
  row: WaitingNode
  /** The steps of what takes over. */
  nodes: readonly FlowNode[]
  words: NodeWords
  gone: string
  choice: PeopleChoice | undefined
  onChoice: (choice: PeopleChoice) => void
}) {
  const t = useTranslations('flows.publishing')
  const format = useFormat()
  const node = row.inDraft ? nodes.find(({ id }) => id === row.node) : undefined
  const kind = row.kind !== null && words.t.has(`${row.kind}.name`) ? words.t(`${row.kind}.name`) : row.node
  const title = node ? wordsOf(node, words).title : kind
  const chosen: ChoiceKind | undefined = choice?.do ?? (row.inDraft ? 'keep' : undefined)
  return (
    <li className="flex flex-col gap-2.5 px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 text-sm font-medium [overflow-wrap:anywhere]">
          {title}
          {!row.inDraft && <span className="ml-2 text-[13px] font-normal text-paused">{gone}</span>}
        </span>
        <span className="figures text-[13px] text-muted-foreground">
          {t('waiting', { count: row.waiting, people: format.number(row.waiting) })}
        </span>
      </div>
      <div className="grid gap-2 sm:grid-cols-2">
        <Select<ChoiceKind>
          aria-label={t('choice', { step: title })}
          value={chosen}
          placeholder={t('choose')}
          onValueChange={(kind) => onChoice(kind === 'move' ? { do: 'move', to: '' } : { do: kind })}
          options={choicesFor(node?.kind).map((kind) => ({
            value: kind,
            label: t(`choices.${kind}`),
            detail: t(`choiceDetails.${kind}`),
          }))}
        />
        {choice?.do === 'move' && (
          <Combobox
            aria-label={t('moveTo', { step: title })}
            placeholder={t('choosePlace')}
            value={choice.to === '' ? undefined : choice.to}
            onValueChange={(to) => onChoice({ do: 'move', to })}
            options={nodes
              .filter(({ id }) => id !== row.node)
              .map((other) => ({
                value: other.id,
                label: wordsOf(other, words).title,
                detail: words.t(`${other.kind}.name`),
              }))}
          />
        )}
      </div>
    </li>
  )
}

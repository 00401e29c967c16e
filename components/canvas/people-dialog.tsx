'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import type { FlowImpact, PeopleChoice } from '../api/flows.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { FlowChanges } from './flow-changes.tsx'
import type { NodeWords } from './node-views/node-view.ts'
import { isDecided } from './people-choices.ts'
import { PeopleRow } from './people-row.tsx'

export interface Decided {
  note?: string
  people: Record<string, PeopleChoice>
}

/** Shows what changes, and asks what becomes of the people inside, before another version takes over. */
export function PeopleDialog({
  impact,
  graph,
  words,
  title,
  description,
  gone,
  confirm,
  busy,
  canvas,
  onDecided,
  onClose,
}: {
  impact: FlowImpact
  /** What takes over. */
  graph: Flow
  words: NodeWords
  title: string
  description: string
  /** Of a step that it lacks. */
  gone: string
  confirm: string
  busy: boolean
  /** Where the change is drawn on a canvas. */
  canvas?: string | undefined
  onDecided: (decided: Decided) => void
  onClose: () => void
}) {
  const t = useTranslations('flows.publishing')
  const tui = useTranslations('ui')
  const [choices, setChoices] = useState<Record<string, PeopleChoice>>({})
  const [note, setNote] = useState('')
  const decided = isDecided(impact.nodes, choices)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={title}
        description={description}
        data-testid="people-dialog"
        footer={
          <>
            {!decided && <p className="mr-auto self-center text-[13px] text-paused">{t('undecided')}</p>}
            <Button variant="secondary" onClick={onClose}>
              {tui('cancel')}
            </Button>
            <Button
              busy={busy}
              disabled={!decided}
              data-testid="people-confirm"
              onClick={() => onDecided({ people: choices, ...(note.trim() && { note: note.trim() }) })}
            >
              {confirm}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          {impact.nodes.length > 0 && (
            <ul className="flex flex-col divide-y rounded-lg border" aria-label={t('inside')}>
              {impact.nodes.map((row) => (
                <PeopleRow
                  key={row.node}
                  row={row}
                  nodes={graph.nodes}
                  words={words}
                  gone={gone}
                  choice={choices[row.node]}
                  onChoice={(choice) => setChoices({ ...choices, [row.node]: choice })}
                />
              ))}
            </ul>
          )}
          {impact.before && (
            <FlowChanges
              before={impact.before}
              after={graph}
              words={words}
              canvas={canvas === undefined ? undefined : { href: canvas, onGo: onClose }}
            />
          )}
          <Field label={t('note')} hint={t('noteHint')}>
            {(control) => (
              <Input
                {...control}
                maxLength={1_000}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  )
}

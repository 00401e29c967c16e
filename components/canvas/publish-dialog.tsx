'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { nodeById } from '#flows/graph/edit/spot.ts'
import type { FlowImpact, PeopleChoice } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { isDecided } from './people-choices.ts'
import { PeopleRow } from './people-row.tsx'
import { useEditor } from './use-editor.ts'

/** Asks what becomes of the people inside before a version takes over. */
export function PublishDialog({
  impact,
  busy,
  onPublish,
  onClose,
}: {
  impact: FlowImpact
  busy: boolean
  onPublish: (body: { note?: string; people: Record<string, PeopleChoice> }) => void
  onClose: () => void
}) {
  const t = useTranslations('flows.publishing')
  const tui = useTranslations('ui')
  const format = useFormat()
  const flow = useEditor((state) => state.history.present)
  const [choices, setChoices] = useState<Record<string, PeopleChoice>>({})
  const [note, setNote] = useState('')
  const decided = isDecided(impact.nodes, choices)
  const count = { count: impact.people, people: format.number(impact.people) }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={t('title', count)}
        description={t('text')}
        data-testid="publish-dialog"
        footer={
          <>
            {!decided && <p className="mr-auto self-center text-[13px] text-paused">{t('undecided')}</p>}
            <Button variant="secondary" onClick={onClose}>
              {tui('cancel')}
            </Button>
            <Button
              busy={busy}
              disabled={!decided}
              data-testid="publish-confirm"
              onClick={() => onPublish({ people: choices, ...(note.trim() && { note: note.trim() }) })}
            >
              {t('publish')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          <ul className="flex flex-col divide-y rounded-lg border">
            {impact.nodes.map((row) => (
              <PeopleRow
                key={row.node}
                row={row}
                node={row.inDraft ? nodeById(flow, row.node) : undefined}
                choice={choices[row.node]}
                onChoice={(choice) => setChoices({ ...choices, [row.node]: choice })}
              />
            ))}
          </ul>
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

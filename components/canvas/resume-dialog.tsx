'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MOST_SPREAD_HOURS } from '#flows/schedule/spread.ts'
import type { FlowActionBodies } from '../api/flows.ts'
import { NumberInput } from '../conditions/number-input.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'

const BACKLOGS = ['send', 'spread', 'skip'] as const
type Backlog = (typeof BACKLOGS)[number]

/** Asks what becomes of the messages that fell due while the flow was paused. */
export function ResumeDialog({
  open,
  busy,
  onResume,
  onClose,
}: {
  open: boolean
  busy: boolean
  onResume: (body: FlowActionBodies['resume']) => void
  onClose: () => void
}) {
  const t = useTranslations('flows.resuming')
  const tui = useTranslations('ui')
  const [backlog, setBacklog] = useState<Backlog>('send')
  const [hours, setHours] = useState(6)
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title={t('title')}
        description={t('text')}
        data-testid="resume-dialog"
        footer={
          <>
            <Button variant="secondary" onClick={onClose}>
              {tui('cancel')}
            </Button>
            <Button
              busy={busy}
              data-testid="resume-confirm"
              onClick={() => onResume(backlog === 'spread' ? { backlog, hours } : { backlog })}
            >
              {t('resume')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <RadioCards
            aria-label={t('title')}
            value={backlog}
            onValueChange={setBacklog}
            options={BACKLOGS.map((value) => ({
              value,
              label: t(`backlogs.${value}`),
              detail: t(`backlogDetails.${value}`),
            }))}
          />
          {backlog === 'spread' && (
            <Field label={t('hours')}>
              {(control) => (
                <NumberInput
                  {...control}
                  className="w-24"
                  value={hours}
                  onValueChange={(next) =>
                    setHours(Math.min(Math.max(Math.round(next ?? 1), 1), MOST_SPREAD_HOURS))
                  }
                />
              )}
            </Field>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}

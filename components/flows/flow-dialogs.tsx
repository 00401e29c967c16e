'use client'

import { useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { ResumeDialog } from '../canvas/resume-dialog.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { type Deed, fits } from './deeds.ts'
import { TagsDialog } from './tags-dialog.tsx'
import type { useFlowDeeds } from './use-flow-deeds.ts'

/** What is asked before it is done, and for which flows. */
export interface Asked {
  deed: Extract<Deed, 'archive' | 'resume' | 'tag' | 'delete'>
  flows: FlowSummary[]
}

/** Asks what a deed needs to know, or whether it is meant; stays open until it is done. */
export function FlowDialogs({
  asked,
  all,
  deeds,
  onClose,
}: {
  asked: Asked | null
  /** Every flow there is, for the tags in use. */
  all: FlowSummary[]
  deeds: ReturnType<typeof useFlowDeeds>
  onClose: () => void
}) {
  const t = useTranslations('flows')
  if (asked === null) return null
  const { deed, flows } = asked
  const [first] = flows
  const name = first?.name ?? ''
  const then = (work: Promise<void>) => void work.finally(onClose)
  const confirm = {
    open: true,
    onOpenChange: (open: boolean) => !open && onClose(),
    busy: deeds.busy,
  }
  if (deed === 'resume') {
    return (
      <ResumeDialog
        open
        busy={deeds.busy}
        onResume={(body) => then(deeds.resume(flows, body))}
        onClose={onClose}
      />
    )
  }
  if (deed === 'tag') {
    return (
      <TagsDialog
        flows={flows}
        all={all}
        busy={deeds.busy}
        onSave={(change) => then(deeds.tag(flows, change))}
        onClose={onClose}
      />
    )
  }
  if (deed === 'delete') {
    return (
      <ConfirmDialog
        {...confirm}
        title={t('list.deleteTitle', { name })}
        description={t('list.deleteText')}
        confirm={t('list.delete')}
        onConfirm={() => then(deeds.delete(flows))}
      />
    )
  }
  const leaving = flows.filter((flow) => fits('archive', flow))
  return (
    <ConfirmDialog
      {...confirm}
      title={
        flows.length === 1 ? t('archiveTitle', { name }) : t('list.archiveMany', { count: leaving.length })
      }
      description={t('list.archiveText', {
        people: leaving.reduce((sum, { active = 0 }) => sum + active, 0),
      })}
      confirm={t('archive')}
      onConfirm={() => then(deeds.archive(flows))}
    />
  )
}

'use client'

import { useTranslations } from 'next-intl'
import type { FlowImpact } from '../api/flows.ts'
import { type Decided, PeopleDialog } from '../canvas/people-dialog.tsx'
import { useFormat } from '../format.ts'
import { useStepWords } from './use-step-words.ts'

/** Shows what changes, and asks what becomes of the people inside, before an old version takes over again. */
export function RollbackDialog({
  version,
  impact,
  busy,
  onDecided,
  onClose,
}: {
  version: number
  impact: FlowImpact
  busy: boolean
  onDecided: (decided: Decided) => void
  onClose: () => void
}) {
  const t = useTranslations('reports.versions')
  const format = useFormat()
  const words = useStepWords(impact.graph?.trigger ?? null)
  if (impact.graph === undefined) return null
  return (
    <PeopleDialog
      impact={impact}
      graph={impact.graph}
      words={words}
      title={t('backTitle', { number: version })}
      description={
        impact.nodes.length > 0
          ? t('backPeople', { count: impact.people, people: format.number(impact.people) })
          : t('backText')
      }
      gone={t('gone', { number: version })}
      confirm={t('backDo')}
      busy={busy}
      onDecided={onDecided}
      onClose={onClose}
    />
  )
}

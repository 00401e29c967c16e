'use client'

import { useTranslations } from 'next-intl'
import type { FlowImpact } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { comparePath } from './compared-versions.ts'
import { useOpenFlow } from './open-flow.ts'
import { type Decided, PeopleDialog } from './people-dialog.tsx'
import { useEditor } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

/** Shows what changes, and asks what becomes of the people inside, before the draft takes over. */
export function PublishDialog({
  impact,
  busy,
  onPublish,
  onClose,
}: {
  impact: FlowImpact
  busy: boolean
  onPublish: (body: Decided) => void
  onClose: () => void
}) {
  const t = useTranslations('flows.publishing')
  const format = useFormat()
  const words = useNodeWords()
  const graph = useEditor((state) => state.history.present)
  const { id, detail } = useOpenFlow()
  const before = detail.live?.number
  return (
    <PeopleDialog
      impact={impact}
      graph={graph}
      words={words}
      title={t('title', { count: impact.people, people: format.number(impact.people) })}
      description={t(impact.nodes.length > 0 ? 'text' : 'textNobody')}
      gone={t('gone')}
      confirm={t('publish')}
      busy={busy}
      canvas={before === undefined ? undefined : comparePath(id, { before, after: 'draft' })}
      onDecided={onPublish}
      onClose={onClose}
    />
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../../ui/select.tsx'
import { ProblemField } from '../problem-field.tsx'

const STATUSES = ['draft', 'manual', 'live'] as const
const KINDS = ['marketing', 'transactional'] as const

type Status = (typeof STATUSES)[number]
type Kind = (typeof KINDS)[number]

/** Status and kind, which every message has. */
export function MessageFields({
  node,
  status,
  onStatus,
  kind,
  onKind,
}: {
  node: string
  status: Status
  onStatus: (status: Status) => void
  kind: Kind
  onKind: (kind: Kind) => void
}) {
  const t = useTranslations('inspector.message')
  const names = useTranslations('nodes')
  return (
    <div className="grid grid-cols-2 gap-3">
      <ProblemField node={node} field="status" label={t('status')}>
        {(control) => (
          <Select
            {...control}
            value={status}
            onValueChange={onStatus}
            options={STATUSES.map((value) => ({
              value,
              label: names(`status.${value}`),
              detail: t(`statusDetails.${value}`),
            }))}
          />
        )}
      </ProblemField>
      <ProblemField node={node} field="messageKind" label={t('kind')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onValueChange={onKind}
            options={KINDS.map((value) => ({
              value,
              label: names(`kinds.${value}`),
              detail: t(`kindDetails.${value}`),
            }))}
          />
        )}
      </ProblemField>
    </div>
  )
}

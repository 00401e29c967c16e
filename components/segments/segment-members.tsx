'use client'

import { useTranslations } from 'next-intl'
import { type Segment, useSegmentMembers } from '../api/segments.ts'
import { useFormat } from '../format.ts'
import { PersonRows } from '../people/person-rows.tsx'
import { Card, CardHeader } from '../ui/card.tsx'

/** Who is in a segment, who came last first; it follows by itself. */
export function SegmentMembers({ segment }: { segment: Segment }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const { data: members = [] } = useSegmentMembers(segment.id)
  return (
    <Card data-testid="segment-members">
      <CardHeader
        title={t('members')}
        description={
          segment.computing
            ? t('computingHint')
            : t('membersCount', { count: segment.members, people: format.number(segment.members) })
        }
      />
      {members.length > 0 && (
        <div className="max-h-120 overflow-y-auto border-t">
          <PersonRows
            people={members}
            label={t('members')}
            aside={({ since }) => t('since', { when: format.relative(since) })}
          />
        </div>
      )}
    </Card>
  )
}

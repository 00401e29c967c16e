'use client'

import { Camera, Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { type Segment, useSaveSegment, useSegmentMembers } from '../api/segments.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { PersonRows } from '../people/person-rows.tsx'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'

/** Who is in a segment, who came last first; it follows by itself. */
export function SegmentMembers({ segment }: { segment: Segment }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const may = useMay()
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
        actions={
          segment.members > 0 && (
            <>
              <Button asChild variant="ghost" size="icon-sm">
                <a
                  href={`/api/v1/segments/${segment.id}/members?format=csv`}
                  download
                  aria-label={t('csv')}
                  title={t('csv')}
                >
                  <Download aria-hidden />
                </a>
              </Button>
              {segment.kind === 'live' && may('people:write') && <Snapshot segment={segment} />}
            </>
          )
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

/** Keeps who is in a segment today as a segment of its own that does not change. */
function Snapshot({ segment }: { segment: Segment }) {
  const t = useTranslations('segments')
  const router = useRouter()
  const format = useFormat()
  const errorText = useErrorText()
  const save = useSaveSegment(null)
  const take = () => {
    const name = t('snapshotName', { name: segment.name, when: format.dateTime(new Date()) }).slice(0, 200)
    save.mutate(
      { name, definition: segment.definition, kind: 'static' },
      {
        onSuccess: (made) => {
          toast.success(t('snapshotTaken'))
          router.push(`/segments/${made.id}`)
        },
        onError: (error) => void toast.error(errorText(error)),
      },
    )
  }
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={t('snapshot')}
      title={t('snapshot')}
      busy={save.isPending}
      onClick={take}
    >
      <Camera aria-hidden />
    </Button>
  )
}

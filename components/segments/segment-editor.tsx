'use client'

import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import type { Condition } from '#flows/conditions/condition.ts'
import { READY_MADE_SEGMENTS, type ReadyMadeSegment } from '#flows/conditions/ready-made.ts'
import { isApiError } from '../api/fetch-json.ts'
import { type Segment, useDeleteSegment, useSaveSegment, useSegment } from '../api/segments.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { PERSON_SCOPE } from '../conditions/builder-scope.ts'
import { ConditionBuilder } from '../conditions/condition-builder.tsx'
import { describeCondition } from '../conditions/describe.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Input } from '../ui/input.tsx'
import { Label } from '../ui/label.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { SegmentMembers } from './segment-members.tsx'
import { SegmentPreview } from './segment-preview.tsx'
import { SegmentSize } from './segment-size.tsx'

/** A segment that is to be made, from nothing or from a ready-made one. */
export function NewSegment() {
  const t = useTranslations('segments')
  const from = useSearchParams().get('from') ?? ''
  const ready = Object.hasOwn(READY_MADE_SEGMENTS, from) ? (from as ReadyMadeSegment) : null
  return (
    <Editor
      segment={null}
      begin={{
        name: ready ? t(`ready.${ready}`) : '',
        definition: ready ? READY_MADE_SEGMENTS[ready] : null,
      }}
    />
  )
}

/** A segment: what it means, who is in it, how its size went. */
export function SegmentPage({ id }: { id: string }) {
  const errorText = useErrorText()
  const segment = useSegment(id)
  if (segment.isError && !segment.data) return <Alert tone="error">{errorText(segment.error)}</Alert>
  if (!segment.data) return <Skeleton className="h-64" />
  const { name, definition } = segment.data
  return <Editor key={id} segment={segment.data} begin={{ name, definition }} />
}

function Editor({
  segment,
  begin,
}: {
  segment: Segment | null
  begin: { name: string; definition: Condition | null }
}) {
  const t = useTranslations('segments')
  const router = useRouter()
  const errorText = useErrorText()
  const may = useMay()
  const words = useConditionWords()
  const save = useSaveSegment(segment?.id ?? null)
  const [name, setName] = useState(begin.name)
  const [definition, setDefinition] = useState<Condition | null>(begin.definition)
  const nameId = useId()
  const writes = may('people:write')
  const kept = segment ?? { name: '', definition: null }
  const changed = name.trim() !== kept.name || JSON.stringify(definition) !== JSON.stringify(kept.definition)
  const submit = () => {
    if (definition === null) return
    save.mutate(
      { name: name.trim(), definition },
      {
        onSuccess: (saved) => {
          toast.success(t('saved'))
          if (segment === null) router.replace(`/segments/${saved.id}`)
        },
        onError: (error) => {
          const circle = isApiError(error) && error.errors.some(({ code }) => code === 'segment_circle')
          const taken = isApiError(error) && error.errors.some(({ code }) => code === 'taken')
          toast.error(circle ? t('circle') : taken ? t('taken') : errorText(error))
        },
      },
    )
  }
  return (
    <>
      <PageHeader
        title={segment ? segment.name : t('newTitle')}
        description={definition ? describeCondition(definition, words) : t('newHint')}
        actions={
          <>
            <Button asChild variant="secondary">
              <Link href="/segments">{t('back')}</Link>
            </Button>
            {segment && writes && <DeleteSegment segment={segment} />}
            {writes && (
              <Button
                busy={save.isPending}
                disabled={!changed || name.trim() === '' || definition === null}
                onClick={submit}
              >
                {t('save')}
              </Button>
            )}
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card>
            <CardHeader title={t('who')} description={t('whoHint')} />
            <fieldset disabled={!writes} className="flex flex-col gap-4 border-t p-5">
              <div className="flex flex-col gap-1.5">
                <Label htmlFor={nameId}>{t('name')}</Label>
                <Input
                  id={nameId}
                  maxLength={200}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </div>
              {segment?.kind === 'static' ? (
                <p className="text-sm text-muted-foreground">{t('staticHint')}</p>
              ) : (
                <ConditionBuilder
                  label={t('who')}
                  value={definition}
                  onChange={setDefinition}
                  scope={PERSON_SCOPE}
                />
              )}
            </fieldset>
          </Card>
          {segment && <SegmentSize id={segment.id} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {(segment === null || changed) && <SegmentPreview definition={definition} />}
          {segment && <SegmentMembers segment={segment} />}
        </div>
      </div>
    </>
  )
}

function DeleteSegment({ segment }: { segment: Segment }) {
  const t = useTranslations('segments')
  const router = useRouter()
  const errorText = useErrorText()
  const remove = useDeleteSegment()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="ghost" size="icon" aria-label={t('delete')} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('deleteTitle', { name: segment.name })}
        description={t('deleteHint')}
        confirm={t('delete')}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(segment.id, {
            onSuccess: () => router.replace('/segments'),
            onError: (error) => {
              setAsking(false)
              const asked = isApiError(error) && error.code === 'conflict'
              toast.error(asked ? t('askedFor') : errorText(error))
            },
          })
        }
      />
    </>
  )
}

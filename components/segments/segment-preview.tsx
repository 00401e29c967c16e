'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Condition } from '#flows/conditions/condition.ts'
import { useSegmentPreview } from '../api/segments.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { PersonRows } from '../people/person-rows.tsx'
import { Alert } from '../ui/alert.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Input } from '../ui/input.tsx'
import { Label } from '../ui/label.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useSettled } from '../ui/use-settled.ts'

/** How many people a definition holds of as it is being written, and some of them; as of now or of a past day. */
export function SegmentPreview({ definition }: { definition: Condition | null }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const errorText = useErrorText()
  const dayId = useId()
  const [day, setDay] = useState('')
  const settled = useSettled(definition, 350)
  const at = day === '' || day >= format.today() ? null : `${day}T23:59:59Z`
  const preview = useSegmentPreview(settled, at)
  return (
    <Card data-testid="segment-preview">
      <CardHeader title={t('preview')} description={definition ? undefined : t('previewEmpty')} />
      {definition && (
        <div className="border-t">
          <div className="flex items-end justify-between gap-4 p-4">
            <div aria-live="polite">
              {preview.data ? (
                <>
                  <span className="figures block text-2xl font-semibold" data-testid="segment-count">
                    {format.number(preview.data.count)}
                  </span>
                  <span className="text-[13px] text-muted-foreground">
                    {t('peopleNow', { count: preview.data.count })}
                  </span>
                </>
              ) : (
                <Skeleton className="h-8 w-20" />
              )}
            </div>
            <div className="flex flex-col gap-1">
              <Label htmlFor={dayId} className="text-[13px] text-muted-foreground">
                {t('asOf')}
              </Label>
              <Input
                id={dayId}
                type="date"
                max={format.today()}
                value={day}
                onChange={(event) => setDay(event.target.value)}
                className="w-38"
              />
            </div>
          </div>
          {preview.isError && (
            <Alert tone="error" className="mx-4 mb-4">
              {errorText(preview.error)}
            </Alert>
          )}
          {preview.data && preview.data.sample.length > 0 && (
            <div className="border-t">
              <PersonRows people={preview.data.sample} label={t('sample')} />
            </div>
          )}
        </div>
      )}
    </Card>
  )
}

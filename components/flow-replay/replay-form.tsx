'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MESSAGE_CHANNELS, type MessageChannel } from '#flows/sending/sending-settings.ts'
import { useVersions } from '../api/flows.ts'
import { useReplays, useStartReplay } from '../api/replay.ts'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useFigures } from '../reports/use-figures.ts'
import { useToday } from '../reports/use-today.ts'
import { useMay, useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { DateRangePicker, lastDays } from '../ui/date-range.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'

const DRAFT = 'draft'
const PRICE = /^\d{1,10}([.,]\d{1,6})?$/

/** The period, the version and the prices of a replay; earlier ones can be looked at again. */
export function ReplayForm({ job, onJob }: { job: string | null; onJob: (job: string) => void }) {
  const t = useTranslations('flows.replay')
  const tChannel = useTranslations('flows.replay.channels')
  const errorText = useErrorText()
  const figures = useFigures()
  const format = useFormat()
  const today = useToday()
  const may = useMay()('flows:write')
  const { currency } = useSession().workspace
  const { id, autosave } = useOpenFlow()
  const versions = useVersions(id)
  const earlier = useReplays(id)
  const start = useStartReplay(id)
  const [range, setRange] = useState(() => lastDays(today, 90))
  const [version, setVersion] = useState(DRAFT)
  const [prices, setPrices] = useState<Partial<Record<MessageChannel, string>>>({})
  const bad = (channel: MessageChannel) => {
    const price = prices[channel]?.trim() ?? ''
    return price !== '' && !PRICE.test(price)
  }
  const run = async () => {
    const given = MESSAGE_CHANNELS.flatMap((channel) => {
      const price = prices[channel]?.trim().replace(',', '.') ?? ''
      return price === '' ? [] : [[channel, price] as const]
    })
    // what is on the canvas is what is replayed
    await autosave.flush()
    const { job: begun } = await start.mutateAsync({
      ...range,
      ...(version === DRAFT ? {} : { version: Number(version) }),
      ...(given.length > 0 && { prices: Object.fromEntries(given) }),
    })
    onJob(begun)
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        run().catch(() => {})
      }}
    >
      <Field label={t('period')}>
        {() => (
          <DateRangePicker value={range} onValueChange={setRange} today={today} format={figures.range} />
        )}
      </Field>
      <Field label={t('version')}>
        {(control) => (
          <Select
            {...control}
            value={version}
            onValueChange={setVersion}
            options={[
              { value: DRAFT, label: t('draft') },
              ...(versions.data ?? []).map(({ number, publishedAt }) => ({
                value: String(number),
                label: t('versionNumber', { number }),
                detail: format.dateTime(publishedAt),
              })),
            ]}
          />
        )}
      </Field>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md text-sm font-medium">
          <ChevronRight
            aria-hidden
            className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
          />
          {t('prices', { currency })}
        </summary>
        <div className="mt-3 grid grid-cols-2 gap-3">
          {MESSAGE_CHANNELS.map((channel) => (
            <Field key={channel} label={tChannel(channel)} error={bad(channel) ? t('badPrice') : undefined}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  placeholder="0.00"
                  value={prices[channel] ?? ''}
                  onChange={(event) => setPrices({ ...prices, [channel]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      </details>
      {start.error && <Alert tone="error">{errorText(start.error)}</Alert>}
      {may && (
        <Button type="submit" disabled={start.isPending || MESSAGE_CHANNELS.some(bad)}>
          {t('start')}
        </Button>
      )}
      {(earlier.data?.length ?? 0) > 0 && (
        <Field label={t('earlier')}>
          {(control) => (
            <Select
              {...control}
              value={job ?? undefined}
              placeholder={t('chooseEarlier')}
              onValueChange={onJob}
              options={(earlier.data ?? []).map((one) => ({
                value: one.id,
                label: format.dateTime(one.createdAt),
                detail: one.createdBy ?? undefined,
              }))}
            />
          )}
        </Field>
      )}
    </form>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ReplayResult, useReplay, useReplays } from '../api/replay.ts'
import { DayChart } from '../charts/day-chart.tsx'
import { useFormat } from '../format.ts'
import { Reasons } from '../reports/reasons.tsx'
import { useFigures } from '../reports/use-figures.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { dailyMessages, figuresOf, REPLAY_FIGURES, type ReplayFigure, skipsOf } from './figures-of.ts'

const NONE = 'none'

/** What came of a replay, beside another one where somebody chose it. */
export function ReplayResultView({
  flowId,
  job,
  result,
}: {
  flowId: string
  job: string
  result: ReplayResult
}) {
  const t = useTranslations('flows.replay')
  const format = useFormat()
  const [other, setOther] = useState(NONE)
  const others = (useReplays(flowId).data ?? []).filter(({ id, status }) => id !== job && status === 'done')
  const beside = useReplay(other === NONE ? null : other).data?.result ?? null
  const skips = skipsOf(result)
  return (
    <div className="flex flex-col gap-6 border-t pt-5" data-testid="replay-result">
      <Figures result={result} beside={beside} />
      {others.length > 0 && (
        <Field label={t('compare')}>
          {(control) => (
            <Select
              {...control}
              value={other}
              onValueChange={setOther}
              options={[
                { value: NONE, label: t('compareNone') },
                ...others.map(({ id, createdAt }) => ({ value: id, label: format.dateTime(createdAt) })),
              ]}
            />
          )}
        </Field>
      )}
      <Days result={result} />
      {Object.keys(result.refused).length > 0 && (
        <section>
          <h3 className="mb-1.5 text-sm font-medium">{t('refusedTitle')}</h3>
          <Refused counts={result.refused} />
        </section>
      )}
      {Object.keys(skips).length > 0 && (
        <section>
          <h3 className="mb-1.5 text-sm font-medium">{t('skippedTitle')}</h3>
          <Reasons counts={skips} of="skipped" />
        </section>
      )}
    </div>
  )
}

function Figures({ result, beside }: { result: ReplayResult; beside: ReplayResult | null }) {
  const t = useTranslations('flows.replay')
  const write = useWriting()
  const [own, theirs] = [figuresOf(result), beside && figuresOf(beside)]
  const name = ({ version }: ReplayResult) =>
    version === null ? t('draft') : t('versionNumber', { number: version })
  return (
    <table className="figures w-full text-sm">
      <caption className="sr-only">{t('result')}</caption>
      <thead className={beside === null ? 'sr-only' : 'text-xs text-muted-foreground'}>
        <tr>
          <th scope="col" className="text-left font-normal">
            {t('figure')}
          </th>
          <th scope="col" className="text-right font-normal">
            {name(result)}
          </th>
          {beside && (
            <th scope="col" className="text-right font-normal">
              {name(beside)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {REPLAY_FIGURES.filter((figure) => own[figure] !== null || theirs?.[figure] != null).map((figure) => (
          <tr key={figure} className="border-b last:border-0">
            <th scope="row" className="py-1.5 text-left font-normal text-muted-foreground">
              {t(`figures.${figure}`)}
            </th>
            <td className="py-1.5 text-right font-medium">{write(figure, own[figure], result)}</td>
            {beside && theirs && (
              <td className="py-1.5 text-right text-muted-foreground">
                {write(figure, theirs[figure], beside)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useWriting() {
  const format = useFormat()
  return (figure: ReplayFigure, value: number | null, { cost }: ReplayResult): string => {
    if (value === null) return '—'
    if (figure === 'cost') return format.money(value, cost.currency)
    return figure === 'goalRate' ? format.percent(value) : format.number(value)
  }
}

function Days({ result }: { result: ReplayResult }) {
  const t = useTranslations('flows.replay')
  const figures = useFigures()
  const days = dailyMessages(result)
  if (days.length === 0) return <p className="text-[13px] text-muted-foreground">{t('noMessages')}</p>
  return (
    <section>
      <h3 className="mb-2 text-sm font-medium">{t('perDay')}</h3>
      <DayChart
        points={days.map((day) => ({ ...day, previousDay: null, previous: null }))}
        label={t('perDay')}
        formatDay={figures.day}
        formatLongDay={figures.longDay}
        formatValue={figures.count}
        formatTick={figures.short}
      />
      <details className="mt-2 text-[13px]">
        <summary className="cursor-pointer text-muted-foreground">{t('asTable')}</summary>
        <table className="figures mt-1 w-full">
          <tbody>
            {days
              .filter(({ value }) => value > 0)
              .map(({ day, value }) => (
                <tr key={day}>
                  <th scope="row" className="py-0.5 text-left font-normal text-muted-foreground">
                    {figures.rowDay(day)}
                  </th>
                  <td className="text-right">{figures.count(value)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}

function Refused({ counts }: { counts: Record<string, number> }) {
  const t = useTranslations('flows.replay.refusals')
  const figures = useFigures()
  return (
    <ul className="figures flex flex-col gap-0.5 text-xs text-muted-foreground">
      {Object.entries(counts)
        .sort(([, a], [, b]) => b - a)
        .map(([reason, count]) => (
          <li key={reason}>
            {t.has(reason) ? t(reason) : reason}: {figures.count(count)}
          </li>
        ))}
    </ul>
  )
}

'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReportRange, reportPath } from '../api/reports.ts'
import { Button } from '../ui/button.tsx'
import { DateRangePicker } from '../ui/date-range.tsx'
import { useFigures } from './use-figures.ts'

/** The period of a report, and the report as a file. `path` is the report's address under `/api/v1`. */
export function RangeBar({
  path,
  range,
  onRange,
  today,
}: {
  path: string
  range: ReportRange
  onRange: (range: ReportRange) => void
  today: string
}) {
  const t = useTranslations('reports')
  const figures = useFigures()
  return (
    <>
      <DateRangePicker value={range} onValueChange={onRange} today={today} format={figures.range} />
      <Button asChild variant="secondary">
        <a href={reportPath(path, range, 'csv')} download>
          <Download aria-hidden />
          {t('csv')}
        </a>
      </Button>
    </>
  )
}

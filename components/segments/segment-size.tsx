'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useSegmentHistory } from '../api/segments.ts'
import { useFormat } from '../format.ts'
import { Card, CardHeader } from '../ui/card.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

const DayChart = dynamic(() => import('../charts/day-chart.tsx').then((module) => module.DayChart), {
  ssr: false,
  loading: () => <div className="h-64" />,
})

/** A segment's size by day, as a chart and as a table. */
export function SegmentSize({ id }: { id: string }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const { data: days = [] } = useSegmentHistory(id)
  const day = (text: string) => format.date(`${text}T12:00:00Z`)
  return (
    <Card data-testid="segment-size">
      <CardHeader title={t('size')} description={t('sizeHint')} />
      <div className="border-t p-5">
        <DayChart
          points={days.map(({ day, size }) => ({ day, value: size, previousDay: null, previous: null }))}
          label={t('size')}
          formatDay={day}
          formatLongDay={day}
          formatValue={format.number}
          formatTick={format.number}
        />
        <details className="mt-3">
          <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-link">{t('asTable')}</summary>
          <div className="mt-2 max-h-80 overflow-y-auto">
            <Table>
              <TableHead>
                <TableRow>
                  <TableHeader>{t('column.day')}</TableHeader>
                  <TableHeader numeric>{t('column.came')}</TableHeader>
                  <TableHeader numeric>{t('column.left')}</TableHeader>
                  <TableHeader numeric>{t('column.people')}</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {days.toReversed().map((one) => (
                  <TableRow key={one.day}>
                    <TableCell>{day(one.day)}</TableCell>
                    <TableCell numeric>{format.number(one.entered)}</TableCell>
                    <TableCell numeric>{format.number(one.left)}</TableCell>
                    <TableCell numeric>{format.number(one.size)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
        </details>
      </div>
    </Card>
  )
}

'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { ReportRange } from '../api/reports.ts'
import { addDays, isDay } from './days.ts'

const USUAL_DAYS = 30

/** The range of the report in the address, so that it can be shared; the last 30 days without one. */
export function useReportRange(today: string): [ReportRange, (range: ReportRange) => void] {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const [from, to] = [search.get('from'), search.get('to')]
  const asked = isDay(from) && isDay(to) && from <= to
  const range = asked ? { from, to } : { from: addDays(today, 1 - USUAL_DAYS), to: today }

  function take(next: ReportRange) {
    const query = new URLSearchParams(search)
    query.set('from', next.from)
    query.set('to', next.to)
    router.replace(`${pathname}?${query}`, { scroll: false })
  }

  return [range, take]
}

'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { FigureScope } from '../api/flow-report.ts'
import type { ReportRange } from '../api/reports.ts'
import { useReportRange } from '../reports/use-report-range.ts'
import { useToday } from '../reports/use-today.ts'
import { useEditor, useEditorStore } from './use-editor.ts'

const SHOWN = 'figures'

/** Whether figures are shown, of which days and of which version: all of it in the address, so that it can be shared. */
export function useFigureScope(): {
  today: string
  scope: FigureScope
  setRange: (range: ReportRange) => void
  setVersion: (version: number | null) => void
} {
  const store = useEditorStore()
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const reporting = useEditor((state) => state.mode === 'report')
  const today = useToday()
  const [range, setRange] = useReportRange(today)
  const version = /^[1-9]\d{0,8}$/.exec(search.get('version') ?? '')
  const asked = search.has(SHOWN)
  const put = (change: (query: URLSearchParams) => void) => {
    const query = new URLSearchParams(search)
    change(query)
    router.replace(query.size === 0 ? pathname : `${pathname}?${query}`, { scroll: false })
  }

  const begun = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the canvas, and only at first the other way round
  useEffect(() => {
    if (!begun.current) {
      begun.current = true
      if (asked) store.set({ mode: 'report' })
    } else if (reporting !== asked) {
      put((query) => {
        if (reporting) query.set(SHOWN, '1')
        else for (const name of [SHOWN, 'from', 'to', 'version']) query.delete(name)
      })
    }
  }, [reporting])

  return {
    today,
    scope: { ...range, version: version ? Number(version[0]) : null },
    setRange,
    setVersion: (next) =>
      put((query) => {
        if (next === null) query.delete('version')
        else query.set('version', String(next))
      }),
  }
}

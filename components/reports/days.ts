import type { ReportRange } from '../api/reports.ts'

const DAY_MS = 86_400_000

/** The day it is at an instant in a zone: `2026-11-22`. */
export function dayIn(timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant)
}

/** A day moved by a number of days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** All days of a range, in order. */
export function daysOf({ from, to }: ReportRange): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(from, index))
}

/** The range of the same length that ends on the day before. */
export function previousRange(range: ReportRange): ReportRange {
  const length = daysOf(range).length
  return { from: addDays(range.from, -length), to: addDays(range.from, -1) }
}

/** Whether text is a day that exists. */
export function isDay(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

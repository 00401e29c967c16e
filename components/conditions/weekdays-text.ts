import { WEEKDAYS, type Weekday } from '#flows/schedule/until.ts'
import type { Words } from './describe.ts'

const MONDAY_MS = Date.UTC(2024, 0, 1)

/** "Mon, Wed", or "weekdays" and "weekends" where it is just those. */
export function weekdaysText(days: readonly Weekday[], { t, locale }: Words): string {
  const chosen = WEEKDAYS.filter((day) => days.includes(day))
  if (chosen.join() === 'mon,tue,wed,thu,fri') return t('weekdays.work')
  if (chosen.join() === 'sat,sun') return t('weekdays.weekend')
  return chosen.map((day) => weekdayName(day, locale, chosen.length > 2 ? 'short' : 'long')).join(', ')
}

/** A weekday in the reader's language. */
export function weekdayName(day: Weekday, locale: string, weekday: 'long' | 'short'): string {
  const at = new Date(MONDAY_MS + WEEKDAYS.indexOf(day) * 86_400_000)
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(at)
}

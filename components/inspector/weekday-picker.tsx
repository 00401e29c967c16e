'use client'

import { useLocale } from 'next-intl'
import { WEEKDAYS, type Weekday } from '#flows/schedule/until.ts'
import { weekdayName } from '../conditions/weekdays-text.ts'

/** Which days of the week; none chosen stands for all of them. */
export function WeekdayPicker({
  value,
  onChange,
  label,
}: {
  value: readonly Weekday[]
  onChange: (days: Weekday[]) => void
  label: string
}) {
  const locale = useLocale()
  return (
    <fieldset className="grid grid-cols-7 gap-1">
      <legend className="sr-only">{label}</legend>
      {WEEKDAYS.map((day) => (
        <button
          key={day}
          type="button"
          aria-pressed={value.includes(day)}
          aria-label={weekdayName(day, locale, 'long')}
          onClick={() =>
            onChange(WEEKDAYS.filter((one) => (one === day ? !value.includes(day) : value.includes(one))))
          }
          className="h-8 rounded-md border border-input bg-card text-[13px] font-medium transition-colors hover:bg-accent aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-link"
        >
          {weekdayName(day, locale, 'short')}
        </button>
      ))}
    </fieldset>
  )
}

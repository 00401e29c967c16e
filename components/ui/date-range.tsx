'use client'

import { CalendarDays } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { Input } from './input.tsx'
import { Label } from './label.tsx'
import { Popover, PopoverContent, PopoverTrigger } from './popover.tsx'

/** Calendar days, `YYYY-MM-DD`, both included. */
export interface DateRange {
  from: string
  to: string
}

export interface DateRangePickerProps {
  value: DateRange
  onValueChange: (range: DateRange) => void
  /** Today in the workspace's time zone, `YYYY-MM-DD`. */
  today: string
  /** How the button says the range. */
  format: (range: DateRange) => string
  className?: string
}

const PRESETS = [
  { key: 'last7', days: 7 },
  { key: 'last30', days: 30 },
  { key: 'last90', days: 90 },
  { key: 'last365', days: 365 },
] as const

/** The range of the last `days` days that ends on `today`. */
export function lastDays(today: string, days: number): DateRange {
  const from = new Date(`${today}T00:00:00Z`)
  from.setUTCDate(from.getUTCDate() - days + 1)
  return { from: from.toISOString().slice(0, 10), to: today }
}

/** A period: usual ones by a press, any other by its two days. */
export function DateRangePicker({ value, onValueChange, today, format, className }: DateRangePickerProps) {
  const t = useTranslations('ui.range')
  const id = useId()
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(value)
  const invalid = draft.from === '' || draft.to === '' || draft.from > draft.to

  function take(range: DateRange) {
    onValueChange(range)
    setOpen(false)
  }

  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (next) setDraft(value)
      }}
    >
      <PopoverTrigger asChild>
        <Button variant="secondary" className={cn('figures font-normal', className)}>
          <CalendarDays aria-hidden className="text-muted-foreground" />
          {format(value)}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80 p-0">
        <div className="grid grid-cols-2 gap-1 p-2">
          {PRESETS.map((preset) => (
            <Button
              key={preset.key}
              variant="ghost"
              size="sm"
              className="justify-start"
              onClick={() => take(lastDays(today, preset.days))}
            >
              {t(preset.key)}
            </Button>
          ))}
        </div>
        <form
          className="grid grid-cols-2 gap-3 border-t p-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (!invalid) take(draft)
          }}
        >
          {(['from', 'to'] as const).map((edge) => (
            <div key={edge} className="flex flex-col gap-1.5">
              <Label htmlFor={`${id}-${edge}`}>{t(edge)}</Label>
              <Input
                id={`${id}-${edge}`}
                type="date"
                max={today}
                value={draft[edge]}
                aria-invalid={invalid || undefined}
                onChange={(event) => setDraft({ ...draft, [edge]: event.target.value })}
              />
            </div>
          ))}
          <Button type="submit" size="sm" className="col-span-2" disabled={invalid}>
            {t('apply')}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  )
}

'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { TimeOfDay } from '#flows/schedule/until.ts'
import { Input } from '../ui/input.tsx'

type TimeInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  /** `09:00` */
  value: string
  onValueChange: (time: string) => void
}

/** A time of day; what is only half typed is kept here. */
export function TimeInput({ value, onValueChange, className = 'w-28', ...props }: TimeInputProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  return (
    <Input
      {...props}
      type="time"
      className={className}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        if (TimeOfDay.safeParse(target.value).success) onValueChange(target.value)
      }}
      onBlur={() => setText(value)}
    />
  )
}

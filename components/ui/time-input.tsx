'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { Input } from './input.tsx'

type TimeInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  /** `09:00` */
  value: string
  onValueChange: (time: string) => void
}

/** A time of day; what is only half typed is kept here. */
export function TimeInput({ value, onValueChange, className = 'w-36', ...props }: TimeInputProps) {
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
        if (/^\d{2}:\d{2}$/.test(target.value)) onValueChange(target.value)
      }}
      onBlur={() => setText(value)}
    />
  )
}

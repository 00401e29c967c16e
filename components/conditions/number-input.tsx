'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { Input } from '../ui/input.tsx'
import { numberOf } from './value-type.ts'

type NumberInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  value: number | null
  /** Null where what is typed is no number. */
  onValueChange: (value: number | null) => void
}

/** A number that may be typed with a comma or a point, and may be empty while it is being typed. */
export function NumberInput({ value, onValueChange, ...props }: NumberInputProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  useEffect(() => {
    setText((before) => {
      const read = numberOf(before)
      return (read === '' ? null : read) === value ? before : value === null ? '' : String(value)
    })
  }, [value])
  return (
    <Input
      {...props}
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        const read = numberOf(event.target.value)
        onValueChange(read === '' ? null : read)
      }}
    />
  )
}

'use client'

import type { ComponentProps } from 'react'
import { type Control, type FieldPathByValue, type FieldValues, useController } from 'react-hook-form'
import { LiquidField } from './liquid-field.tsx'

type LiquidTextProps<V extends FieldValues> = Omit<
  ComponentProps<typeof LiquidField>,
  'value' | 'onValueChange'
> & {
  form: Control<V>
  name: FieldPathByValue<V, string | undefined>
  /** Nothing typed is no text at all, rather than an empty one. */
  optional?: boolean
}

/** A text with Liquid in it, as a field of a form. */
export function LiquidText<V extends FieldValues>({
  form,
  name,
  optional = false,
  ...props
}: LiquidTextProps<V>) {
  const { field } = useController({ control: form, name })
  return (
    <LiquidField
      {...props}
      value={field.value ?? ''}
      onValueChange={(text) => field.onChange(optional && text === '' ? undefined : text)}
    />
  )
}

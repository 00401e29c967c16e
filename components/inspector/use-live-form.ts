'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useRef } from 'react'
import {
  type DefaultValues,
  type FieldValues,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form'
import type { z } from 'zod'

/**
 * A form that writes what is valid into the draft at once, and follows the draft when it changes elsewhere (undo).
 * `onChange` gets the parsed value and the name of the field that changed.
 */
export function useLiveForm<T extends FieldValues>({
  schema,
  value,
  onChange,
}: {
  schema: z.ZodType<T>
  value: T
  onChange: (value: T, field: string) => void
}): UseFormReturn<T> {
  const form = useForm<T>({
    defaultValues: value as DefaultValues<T>,
    resolver: zodResolver(schema as never) as unknown as Resolver<T>,
    mode: 'onChange',
  })
  const sent = useRef(JSON.stringify(value))
  const latest = useRef(onChange)
  latest.current = onChange

  useEffect(() => {
    const text = JSON.stringify(value)
    if (text === sent.current) return
    sent.current = text
    form.reset(value)
  }, [value, form])

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values, name }) => {
          const parsed = schema.safeParse(values)
          if (!parsed.success) return
          const text = JSON.stringify(parsed.data)
          if (text === sent.current) return
          sent.current = text
          latest.current(parsed.data, name ?? '')
        },
      }),
    [form, schema],
  )
  return form
}

'use client'

import { RadioGroup as Primitive } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

export interface RadioCardsProps<V extends string> {
  value: V | undefined
  onValueChange: (value: V) => void
  options: readonly { value: V; label: ReactNode; detail?: ReactNode }[]
  disabled?: boolean
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A few choices that each want a sentence. */
export function RadioCards<V extends string>({
  value,
  onValueChange,
  options,
  disabled = false,
  className,
  ...control
}: RadioCardsProps<V>) {
  const prefix = useId()
  return (
    <Primitive.Root
      value={value ?? null}
      onValueChange={(next) => onValueChange(next as V)}
      disabled={disabled}
      className={cn('grid gap-2', className)}
      {...control}
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${prefix}-${option.value}`}
          className="flex cursor-pointer items-start gap-3 rounded-lg border border-input bg-card p-3 transition-colors hover:border-border-strong has-data-[state=checked]:border-primary has-data-[state=checked]:bg-primary-soft/50 has-disabled:cursor-default has-disabled:opacity-60"
        >
          <Primitive.Item
            id={`${prefix}-${option.value}`}
            value={option.value}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-border-strong bg-card data-[state=checked]:border-primary"
          >
            <Primitive.Indicator className="size-2 rounded-full bg-primary" />
          </Primitive.Item>
          <span className="flex flex-col gap-0.5">
            <span className="text-sm font-medium">{option.label}</span>
            {option.detail && <span className="text-[13px] text-muted-foreground">{option.detail}</span>}
          </span>
        </label>
      ))}
    </Primitive.Root>
  )
}

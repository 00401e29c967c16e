'use client'

import { RadioGroup as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface SegmentedProps<V extends string> {
  value: V
  onValueChange: (value: V) => void
  options: readonly { value: V; label: ReactNode; 'aria-label'?: string }[]
  'aria-label': string
  size?: 'sm' | 'md'
  className?: string
}

/** Two to four exclusive choices side by side. */
export function Segmented<V extends string>({
  value,
  onValueChange,
  options,
  size = 'md',
  className,
  ...control
}: SegmentedProps<V>) {
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => onValueChange(next as V)}
      className={cn('inline-flex items-center gap-0.5 rounded-lg border bg-muted p-0.5', className)}
      {...control}
    >
      {options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          aria-label={option['aria-label']}
          className={cn(
            'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground data-[state=checked]:bg-card data-[state=checked]:text-foreground data-[state=checked]:shadow-[0_0_0_1px_var(--border)] [&_svg]:size-4',
            size === 'sm' ? 'h-7 px-2.5 text-[13px]' : 'h-8 px-3 text-sm',
          )}
        >
          {option.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  )
}

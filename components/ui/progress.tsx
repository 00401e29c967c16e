'use client'

import { Progress as Primitive } from 'radix-ui'

/** How much of something is done; `value` between 0 and 1. */
export function Progress({ value, label }: { value: number; label: string }) {
  const percent = Math.round(Math.min(Math.max(value, 0), 1) * 100)
  return (
    <Primitive.Root
      value={percent}
      aria-label={label}
      className="h-1.5 w-full overflow-hidden rounded-full bg-border"
    >
      <Primitive.Indicator
        className="h-full rounded-full bg-primary motion-safe:transition-[width] motion-safe:duration-300"
        style={{ width: `${percent}%` }}
      />
    </Primitive.Root>
  )
}

import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Stands where something will be, in its size. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div aria-hidden className={cn('rounded-md bg-muted motion-safe:animate-pulse', className)} {...props} />
  )
}

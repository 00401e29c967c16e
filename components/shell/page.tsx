import type { ReactNode } from 'react'
import { cn } from '../ui/cn.ts'

/** The frame of a page's content. `wide` for tables and reports, `narrow` for forms. A canvas uses none. */
export function Page({
  children,
  wide = false,
  narrow = false,
  className,
}: {
  children: ReactNode
  wide?: boolean
  narrow?: boolean
  className?: string
}) {
  return (
    <div
      className={cn(
        'mx-auto w-full px-4 py-6 sm:px-8 sm:py-8',
        wide ? 'max-w-350' : narrow ? 'max-w-3xl' : 'max-w-5xl',
        className,
      )}
    >
      {children}
    </div>
  )
}

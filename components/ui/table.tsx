'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A table that scrolls sideways inside its own box on a narrow screen; `relative` keeps its hidden labels in the box too. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div ref={reachableWhileScrolling} className="relative w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-sm', className)} {...props} />
    </div>
  )
}

/** What scrolls has to be reached by keyboard, and only then be a stop of its own. */
function reachableWhileScrolling(box: HTMLDivElement | null): (() => void) | undefined {
  if (!box) return undefined
  const observer = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
    else box.removeAttribute('tabindex')
  })
  for (const element of [box, ...box.children]) observer.observe(element)
  return () => observer.disconnect()
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('transition-colors [tbody_&]:hover:bg-muted/60', className)} {...props} />
}

export interface CellProps {
  /** Figures stand at the right. */
  numeric?: boolean
}

export function TableHeader({ className, numeric = false, ...props }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 whitespace-nowrap px-3 text-left text-[13px] font-medium text-muted-foreground first:pl-5 last:pr-5',
        numeric && 'text-right',
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, numeric = false, ...props }: ComponentProps<'td'> & CellProps) {
  return (
    <td
      className={cn('px-3 py-2.5 align-middle first:pl-5 last:pr-5', numeric && 'text-right', className)}
      {...props}
    />
  )
}

import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from './badge.tsx'
import { cn } from './cn.ts'

const DOTS: Record<BadgeTone, string> = {
  neutral: 'bg-draft',
  accent: 'bg-link',
  live: 'bg-live',
  paused: 'bg-paused',
  failed: 'bg-failed',
  outline: 'bg-muted-foreground',
}

/** A state in words, with a dot of its colour: never the colour alone. */
export function StatusBadge({
  tone,
  children,
  className,
}: {
  tone: BadgeTone
  children: ReactNode
  className?: string
}) {
  return (
    <Badge tone={tone} className={cn('gap-1.5', className)}>
      <span aria-hidden className={cn('size-1.5 rounded-full', DOTS[tone])} />
      {children}
    </Badge>
  )
}

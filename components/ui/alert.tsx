import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

const TONES = {
  info: { icon: Info, box: 'border-border bg-muted', mark: 'text-muted-foreground' },
  good: { icon: CircleCheck, box: 'border-live/25 bg-live-soft', mark: 'text-live' },
  warning: { icon: TriangleAlert, box: 'border-paused/25 bg-paused-soft', mark: 'text-paused' },
  error: { icon: CircleAlert, box: 'border-failed/25 bg-failed-soft', mark: 'text-failed' },
} as const

/** A note inside a page. Errors are announced as soon as they appear. */
export function Alert({
  tone = 'info',
  title,
  children,
  actions,
  className,
}: {
  tone?: keyof typeof TONES
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string
}) {
  const { icon: Icon, box, mark } = TONES[tone]
  return (
    <div
      role={tone === 'error' ? 'alert' : undefined}
      className={cn('flex items-start gap-3 rounded-lg border px-4 py-3 text-sm', box, className)}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', mark)} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-foreground/85">{children}</div>}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  )
}

import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** What a list says when it has nothing: what would be here and how to begin. */
export function EmptyState({
  picture,
  title,
  description,
  actions,
  className,
}: {
  picture?: ReactNode
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  className?: string
}) {
  return (
    <div className={cn('flex flex-col items-center gap-3 px-6 py-14 text-center', className)}>
      {picture && (
        <div aria-hidden className="mb-1 text-muted-foreground [&_svg]:size-8">
          {picture}
        </div>
      )}
      <h2 className="text-base font-semibold text-balance">{title}</h2>
      {description && <p className="max-w-md text-sm text-balance text-muted-foreground">{description}</p>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

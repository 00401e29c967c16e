import type { ReactNode } from 'react'
import { Skeleton } from '../ui/skeleton.tsx'
import { type Metric, MetricLabel } from './metric-label.tsx'

/** One headline figure: its name, its value, and a line under it. */
export function Figure({ metric, value, note }: { metric: Metric; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1 px-4 py-4 shadow-[0_0_0_1px_var(--border)] sm:px-5">
      <dt>
        <MetricLabel metric={metric} />
      </dt>
      <dd className="flex flex-col gap-0.5">
        <span className="figures text-[22px] leading-7 font-semibold tracking-tight break-words">
          {value}
        </span>
        <span className="min-h-4 text-xs text-muted-foreground">{note}</span>
      </dd>
    </div>
  )
}

const ROW =
  'grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-card max-sm:[&>:last-child:nth-child(odd)]:col-span-2 sm:grid-cols-[repeat(auto-fit,minmax(144px,1fr))]'

/** Headline figures side by side, parted by hairlines. */
export function FigureRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl aria-label={label} className={ROW}>
      {children}
    </dl>
  )
}

/** Stands where headline figures will be. */
export function FigureRowSkeleton({ count }: { count: number }) {
  return (
    <div aria-hidden className={ROW}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} className="flex flex-col gap-2.5 px-5 py-4 shadow-[0_0_0_1px_var(--border)]">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </div>
  )
}

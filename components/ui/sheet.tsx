'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export const Sheet = Primitive.Root
export const SheetTrigger = Primitive.Trigger
export const SheetClose = Primitive.Close

const SIDES = {
  left: 'inset-y-0 left-0 w-72 max-w-[85vw] border-r motion-safe:data-[state=open]:animate-slide-right',
  right: 'inset-y-0 right-0 w-105 max-w-full border-l motion-safe:data-[state=open]:animate-slide-left',
  bottom:
    'inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t motion-safe:data-[state=open]:animate-rise-in',
} as const

export interface SheetContentProps extends Omit<ComponentProps<typeof Primitive.Content>, 'title'> {
  title: ReactNode
  /** Keeps the title for screen readers only. */
  hideTitle?: boolean
  side?: keyof typeof SIDES
}

/** A modal panel that comes in from an edge of the screen. */
export function SheetContent({
  title,
  hideTitle = false,
  side = 'right',
  className,
  children,
  ...props
}: SheetContentProps) {
  const t = useTranslations('ui')
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 bg-black/40 motion-safe:data-[state=open]:animate-fade-in dark:bg-black/60" />
      <Primitive.Content
        aria-describedby={undefined}
        className={cn(
          'fixed z-50 flex flex-col bg-popover text-popover-foreground shadow-overlay outline-none',
          SIDES[side],
          className,
        )}
        {...props}
      >
        <div className={cn('flex items-center justify-between gap-4 px-5 py-4', hideTitle && 'sr-only')}>
          <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
          <Primitive.Close
            aria-label={t('close')}
            className="-mr-2 rounded-md p-1.5 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
          >
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      </Primitive.Content>
    </Primitive.Portal>
  )
}

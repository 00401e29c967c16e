'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { useReturnFocus } from './use-return-focus.ts'

export const Dialog = Primitive.Root
export const DialogTrigger = Primitive.Trigger
export const DialogClose = Primitive.Close

const OVERLAY =
  'fixed inset-0 z-50 bg-black/40 motion-safe:data-[state=open]:animate-fade-in dark:bg-black/60'

export interface DialogContentProps extends Omit<ComponentProps<typeof Primitive.Content>, 'title'> {
  title: ReactNode
  description?: ReactNode
  /** Buttons, right-aligned under the body. */
  footer?: ReactNode
  /** Widest in pixels: sm 400, md 520, lg 720, xl 960. */
  size?: 'sm' | 'md' | 'lg' | 'xl'
}

const SIZES = { sm: 'max-w-100', md: 'max-w-130', lg: 'max-w-180', xl: 'max-w-240' } as const

/** A modal window with a title that names it; scrolls inside when it is taller than the screen. */
export function DialogContent({
  title,
  description,
  footer,
  size = 'md',
  className,
  children,
  ...props
}: DialogContentProps) {
  const t = useTranslations('ui')
  const returning = useReturnFocus()
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={OVERLAY} />
      <Primitive.Content
        {...returning}
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border bg-popover text-popover-foreground shadow-overlay outline-none motion-safe:data-[state=open]:animate-fade-in',
          SIZES[size],
          className,
        )}
        {...props}
      >
        <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-2">
          <div className="flex flex-col gap-1">
            <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="text-sm text-muted-foreground">
                {description}
              </Primitive.Description>
            )}
          </div>
          <Primitive.Close
            aria-label={t('close')}
            className="-mt-1 -mr-2 rounded-md p-1.5 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
          >
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-2 pb-6">{children}</div>
        {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-6 py-3">{footer}</footer>}
      </Primitive.Content>
    </Primitive.Portal>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { AlertDialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { useReturnFocus } from './use-return-focus.ts'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What happens, and whether it can be undone. */
  description: ReactNode
  /** The verb, such as "Remove". */
  confirm: ReactNode
  destructive?: boolean
  busy?: boolean
  onConfirm: () => void
  children?: ReactNode
}

/** Asks before something that can't be taken back. Stays open while `busy`; the caller closes it. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirm,
  destructive = true,
  busy = false,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const t = useTranslations('ui')
  const returning = useReturnFocus()
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-black/40 motion-safe:data-[state=open]:animate-fade-in dark:bg-black/60" />
        <Primitive.Content
          {...returning}
          className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-105 -translate-x-1/2 -translate-y-1/2 rounded-xl border bg-popover p-6 text-popover-foreground shadow-overlay outline-none motion-safe:data-[state=open]:animate-fade-in"
        >
          <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
          <Primitive.Description className="mt-1.5 text-sm text-muted-foreground">
            {description}
          </Primitive.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button variant="secondary">{t('cancel')}</Button>
            </Primitive.Cancel>
            <Button variant={destructive ? 'destructive' : 'primary'} busy={busy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

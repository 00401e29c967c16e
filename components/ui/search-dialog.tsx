'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { wordFilter } from './word-filter.ts'

interface SearchDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  placeholder: string
  /** Where nothing fits. */
  empty: string
  testId?: string
  onCloseAutoFocus?: ComponentProps<typeof Dialog.Content>['onCloseAutoFocus']
  /** The items of cmdk, made only while it is open. */
  children: ReactNode
}

/** A window that finds things by their words. */
export function SearchDialog({
  open,
  onOpenChange,
  title,
  placeholder,
  empty,
  testId,
  onCloseAutoFocus,
  children,
}: SearchDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40 motion-safe:data-[state=open]:animate-fade-in dark:bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          data-testid={testId}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-140 -translate-x-1/2 overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-overlay outline-none motion-safe:data-[state=open]:animate-fade-in"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <Command label={title} loop filter={wordFilter} className={GROUPS}>
            <div className="flex items-center gap-3 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Command.Input
                autoFocus
                placeholder={placeholder}
                className="h-12 w-full bg-transparent text-[15px] outline-none placeholder:text-muted-foreground"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-sm text-muted-foreground">
                {empty}
              </Command.Empty>
              {children}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const GROUPS =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground'

'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'

interface ConnectDialogProps {
  open: boolean
  onClose: () => void
  children: ReactNode
}

/** The dialog of a provider's form; the form begins anew each time it opens. */
export function ConnectDialog({ open, onClose, children }: ConnectDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      {open && children}
    </Dialog>
  )
}

interface ContentProps {
  title: string
  description: string
  /** The id of the form inside. */
  form: string
  busy: boolean
  /** What the button says; "Connect and test" without. */
  submit?: string
  children: ReactNode
}

ConnectDialog.Content = function ConnectDialogContent({
  title,
  description,
  form,
  busy,
  submit,
  children,
}: ContentProps) {
  const t = useTranslations('connections')
  return (
    <DialogContent
      title={title}
      description={description}
      footer={
        <Button type="submit" form={form} busy={busy}>
          {submit ?? t('saveAndTest')}
        </Button>
      }
    >
      {children}
    </DialogContent>
  )
}
